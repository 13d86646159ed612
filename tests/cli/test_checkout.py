from __future__ import annotations

from pathlib import Path

import pytest

from haveli.aws import CloudNotRunning
from haveli.cli.checkout import checkout
from haveli.errors import UsageError
from tests.cli.doubles import FakeEngine


def test_it_is_found_from_any_folder_inside(repo: Path) -> None:
    assert checkout(str(repo / "tenants"), None).repo == repo
    assert checkout(".", None).repo == repo


def test_outside_it_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=str(tmp_path)):
        checkout(str(tmp_path), None)


def test_a_folder_that_is_not_there_is_outside_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        checkout(str(tmp_path / "nowhere"), None)


def test_the_cloud_is_that_of_the_command_line(repo: Path) -> None:
    assert checkout(".", "aws").cloud == "aws"
    assert checkout(".", None).cloud == "local"


def test_what_haveli_keeps_lies_beside_the_checkout_or_where_one_says(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checkout(".", None).home == repo / ".haveli"
    monkeypatch.setenv("HAVELI_HOME", "/elsewhere")
    assert checkout(".", None).home == Path("/elsewhere")


def test_its_specification_is_read_once(repo: Path) -> None:
    here = checkout(".", None)
    first = here.spec
    (repo / "platform.yaml").unlink()
    assert here.spec is first
    assert first.platform.product == "pai-risk-mlops"


def test_no_local_cloud_is_an_error_and_never_aws(repo: Path) -> None:
    with pytest.raises(CloudNotRunning):
        _ = checkout(".", None).world


def test_it_says_where_it_works_on_stderr(repo: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(".", None).announce()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("local cloud i1 · account 880170353725 · arn:aws:iam")
