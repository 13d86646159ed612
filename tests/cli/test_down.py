from __future__ import annotations

from pathlib import Path

import pytest

from haveli.local import cloud
from tests.cli.conftest import Haveli


@pytest.mark.parametrize(("was_running", "told"), [(True, "has ended"), (False, "No local cloud was running")])
def test_it_ends_the_cloud_of_this_checkout_and_says_whether_there_was_one(
    haveli: Haveli, repo: Path, monkeypatch: pytest.MonkeyPatch, was_running: bool, told: str
) -> None:
    ended: list[Path] = []

    def stop(folder: Path) -> bool:
        ended.append(folder)
        return was_running

    monkeypatch.setattr(cloud, "stop", stop)
    said = haveli("down")
    assert (said.code, ended) == (0, [repo])
    assert told in said.out


def test_without_a_cloud_it_is_no_error(haveli: Haveli, repo: Path) -> None:
    assert haveli("down").code == 0
