from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Haveli

MAIN = "terraform/environments/fraud/00-storage/main.tf"


def test_it_writes_what_the_specification_asks_for_and_again_nothing(haveli: Haveli, repo: Path) -> None:
    first = haveli("render")
    assert first.code == 0
    assert "created" in first.out
    assert (repo / MAIN).exists()
    again = haveli("render")
    assert (again.code, "as the specification says" in again.out) == (0, True)


def test_the_check_writes_nothing_and_fails_when_something_differs(haveli: Haveli, repo: Path) -> None:
    said = haveli("render", "--check")
    assert said.code == 1
    assert not (repo / "terraform").exists()
    haveli("render")
    assert haveli("render", "--check").code == 0


def test_a_file_that_a_person_edited_is_refused_and_kept(haveli: Haveli, repo: Path) -> None:
    haveli("render")
    (repo / MAIN).write_text("# mine\n")
    assert haveli("render", "--check").code == 1
    said = haveli("render")
    assert said.code == 3
    assert (repo / MAIN).read_text() == "# mine\n"


def test_roots_that_the_specification_no_longer_asks_for_stay_while_no_world_says_that_they_may_go(
    haveli: Haveli, repo: Path
) -> None:
    haveli("render")
    (repo / "tenants/fraud.yaml").unlink()
    said = haveli("render")
    assert said.code == 1
    assert said.err.endswith("Next: haveli up --empty, then the same command\n")
    assert (repo / MAIN).exists()
