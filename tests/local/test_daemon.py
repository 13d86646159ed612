from __future__ import annotations

import os
from pathlib import Path

import pytest

from haveli.local import daemon


def test_what_whoever_started_it_has_in_the_environment_does_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = {"AWS_PROFILE": "x", "AWS_ENDPOINT_URL_S3": "x", "https_proxy": "x", "HTTP_PROXY": "x", "HOME": "kept"}
    monkeypatch.setattr(daemon.os, "environ", dict(theirs))
    daemon._moto_environment("880170353725")
    assert {name for name in theirs if name in os.environ} == {"HOME"}
    assert os.environ["MOTO_ACCOUNT_ID"] == "880170353725"


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "cloud.json"
    path.write_text("before")
    daemon._write_whole(path, "after")
    assert [each.name for each in tmp_path.iterdir()] == ["cloud.json"] and path.read_text() == "after"


def test_only_its_own_file_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "cloud.json"
    path.write_text("of another cloud")
    daemon._remove_own(path, "mine")
    assert path.exists()
    daemon._remove_own(path, "of another cloud")
    assert not path.exists()
    daemon._remove_own(path, "mine")


def test_a_provider_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="did not start"):
        daemon._start_provider("http://127.0.0.1:1", "880170353725", "ap-south-1")
