from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine import roots, selection
from haveli.engine.roots import Root
from haveli.errors import UsageError
from tests.engine.checkouts import ids, remote_state, root, write

ENVIRONMENTS = "terraform/environments"
MODULE = 'module "a" {\n  source = "../../../modules/bucket"\n}\n'
Git = Callable[..., str]

VPC = root("platform/00-vpc")
STORAGE = root("fraud/00-storage", "platform/00-vpc")
GLUE = root("fraud/01-glue", "fraud/00-storage")
OTHER = root("payments/00-storage")
ALL = (VPC, STORAGE, GLUE, OTHER)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """A repository whose first commit has two roots and two modules, one of which the first root uses."""
    files = {
        f"{ENVIRONMENTS}/fraud/00-storage/main.tf": MODULE,
        f"{ENVIRONMENTS}/fraud/01-glue/main.tf": remote_state("storage", "fraud/00-storage"),
        "terraform/modules/bucket/main.tf": 'module "key" {\n  source = "../key"\n}\n',
        "terraform/modules/bucket/tests/a.tftest.hcl": "",
        "terraform/modules/key/main.tf": "",
        "README.md": "",
    }
    write(tmp_path, files)

    def call(*arguments: str) -> str:
        command = ["git", "-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    call("init", "-q")
    call("add", ".")
    call("commit", "-qm", "first")
    return call


def changed_since(repo: Path, commit: str) -> list[str]:
    return ids(selection.changed(repo, roots.discover(repo), selection.differing_files(repo, commit)))


def test_nothing_changed_since_a_commit_that_is_as_the_files(git: Git, tmp_path: Path) -> None:
    assert changed_since(tmp_path, "HEAD") == []


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        (f"{ENVIRONMENTS}/fraud/01-glue/main.tf", ["fraud/01-glue"]),
        (f"{ENVIRONMENTS}/fraud/01-glue/new.tf", ["fraud/01-glue"]),
        ("terraform/modules/bucket/main.tf", ["fraud/00-storage"]),
        ("terraform/modules/key/files/policy.json", ["fraud/00-storage"]),
        ("terraform/modules/bucket/tests/a.tftest.hcl", []),
        ("terraform/modules/other/main.tf", []),
        ("README.md", []),
    ],
)
def test_a_root_is_touched_by_its_files_and_those_of_its_modules(
    git: Git, tmp_path: Path, file: str, touched: list[str]
) -> None:
    path = tmp_path / file
    old = path.read_text() if path.exists() else ""
    write(tmp_path, {file: old + "# changed\n"})
    assert changed_since(tmp_path, "HEAD") == touched
    git("add", ".")
    git("commit", "-qm", "second")
    assert changed_since(tmp_path, "HEAD") == []
    assert changed_since(tmp_path, "HEAD~1") == touched


def test_a_file_that_is_removed_touches_its_root(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {f"{ENVIRONMENTS}/fraud/01-glue/more.tf": ""})
    git("add", ".")
    git("commit", "-qm", "second")
    (tmp_path / ENVIRONMENTS / "fraud/01-glue/more.tf").unlink()
    assert changed_since(tmp_path, "HEAD") == ["fraud/01-glue"]


def test_a_file_that_moves_touches_where_it_was_and_where_it_is(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {f"{ENVIRONMENTS}/fraud/00-storage/policy.json": "{}" * 99})
    git("add", ".")
    git("commit", "-qm", "second")
    git("mv", f"{ENVIRONMENTS}/fraud/00-storage/policy.json", f"{ENVIRONMENTS}/fraud/01-glue/policy.json")
    assert changed_since(tmp_path, "HEAD") == ["fraud/00-storage", "fraud/01-glue"]


def test_files_that_git_ignores_touch_nothing(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*.tfplan\n", f"{ENVIRONMENTS}/fraud/01-glue/x.tfplan": ""})
    assert changed_since(tmp_path, "HEAD") == []


@pytest.mark.parametrize("commit", ["nowhere", "--output=x", "", "HEAD:README.md"])
def test_what_is_no_commit_is_wrong_usage(git: Git, tmp_path: Path, commit: str) -> None:
    with pytest.raises(UsageError):
        selection.differing_files(tmp_path, commit)


def test_outside_of_git_it_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        selection.differing_files(tmp_path, "HEAD")


def test_a_checkout_below_the_top_of_its_repository_sees_its_own_files_only(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "changed", "terraform/modules/key/main.tf": "changed"})
    assert selection.differing_files(tmp_path / "terraform", "HEAD") == {"modules/key/main.tf"}


@pytest.mark.parametrize(
    ("chosen", "more"),
    [
        ([VPC], ["fraud/00-storage", "fraud/01-glue"]),
        ([STORAGE], ["fraud/01-glue"]),
        ([VPC, GLUE], ["fraud/00-storage"]),
        ([GLUE], []),
        ([OTHER], []),
        ([], []),
    ],
)
def test_dependants_read_what_is_chosen_directly_or_not(chosen: list[Root], more: list[str]) -> None:
    assert ids(selection.dependants(chosen, ALL)) == more
    assert ids(selection.dependants(chosen, ALL[::-1])) == more


NUMBERS = st.integers(0, 9)


@given(st.dictionaries(NUMBERS, st.sets(NUMBERS)), st.data())
def test_dependants_are_never_chosen_ones_and_adding_them_leaves_none(
    drawn: dict[int, set[int]], data: st.DataObject
) -> None:
    before = {number: [f"fraud/0{at}-a" for at in reads if at < number] for number, reads in drawn.items()}
    everything = [root(f"fraud/0{number}-a", *reads) for number, reads in before.items()]
    chosen = data.draw(st.lists(st.sampled_from(everything), unique=True)) if everything else []
    more = selection.dependants(chosen, everything)
    assert not {found.id for found in more} & {found.id for found in chosen}
    assert selection.dependants([*chosen, *more], everything) == ()
