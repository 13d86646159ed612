from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.errors import HaveliError
from haveli.render.writer import MANIFEST, RenderedFileEdited, compare, digest, keeping, plan, write

FOLDER = "terraform/environments/fraud"
MAIN = f"{FOLDER}/00-storage/main.tf"
GLUE = f"{FOLDER}/01-glue/main.tf"
FILES = {MAIN: "one\n", GLUE: "two\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository in which FILES were rendered."""
    write(tmp_path, plan(tmp_path, FILES))
    return tmp_path


def everything(repo: Path) -> dict[str, str]:
    return {str(path.relative_to(repo)): path.read_text() for path in repo.rglob("*") if path.is_file()}


def test_files_that_are_not_there_are_written(repo: Path) -> None:
    assert (repo / MAIN).read_text() == "one\n"
    assert (repo / FOLDER / MANIFEST).is_file()


def test_a_second_time_nothing_is_to_do(repo: Path) -> None:
    assert plan(repo, FILES).nothing


def test_planning_writes_nothing(tmp_path: Path) -> None:
    changes = plan(tmp_path, FILES)
    assert changes.created == (MAIN, GLUE)
    assert everything(tmp_path) == {}


def test_only_what_differs_is_written(repo: Path) -> None:
    changes = plan(repo, {**FILES, MAIN: "three\n"})
    assert (changes.created, changes.changed, changes.removed) == ((), (MAIN,), ())
    before = (repo / GLUE).stat().st_mtime_ns
    write(repo, changes)
    assert (repo / MAIN).read_text() == "three\n"
    assert (repo / GLUE).stat().st_mtime_ns == before


def test_a_hand_edited_file_is_refused_with_its_diff_and_nothing_is_written(repo: Path) -> None:
    (repo / MAIN).write_text("one\nmine\n")
    before = everything(repo)
    changes = plan(repo, {**FILES, GLUE: "new\n"})
    with pytest.raises(RenderedFileEdited) as caught:
        write(repo, changes)
    assert "-mine" in caught.value.diffs[MAIN]
    assert caught.value.exit_code == 3
    assert everything(repo) == before


def test_a_deleted_file_comes_back(repo: Path) -> None:
    (repo / MAIN).unlink()
    write(repo, plan(repo, FILES))
    assert (repo / MAIN).read_text() == "one\n"


def test_a_file_that_is_no_longer_wanted_goes_with_its_empty_folder(repo: Path) -> None:
    changes = plan(repo, {MAIN: "one\n"})
    assert changes.removed == (GLUE,)
    write(repo, changes)
    assert not (repo / GLUE).parent.exists()
    assert plan(repo, {MAIN: "one\n"}).nothing


def test_roots_that_go_are_named(repo: Path) -> None:
    backend = f"{FOLDER}/01-glue/backend.tf"
    write(repo, plan(repo, {**FILES, backend: "x\n"}))
    assert plan(repo, {MAIN: "one\n"}).removed_roots == ("fraud/01-glue",)
    assert plan(repo, {MAIN: "one\n", backend: "x\n"}).removed_roots == ()


def test_a_root_that_is_kept_stays_whole_and_known_until_it_may_go(repo: Path) -> None:
    old, kept = f"{FOLDER}/02-old/backend.tf", f"{FOLDER}/01-glue/backend.tf"
    write(repo, plan(repo, {**FILES, old: "x\n", kept: "x\n"}))
    wanted = {MAIN: "two\n"}
    write(repo, keeping(plan(repo, wanted), ["fraud/01-glue"]))
    assert ((repo / MAIN).read_text(), (repo / kept).exists(), (repo / GLUE).exists()) == ("two\n", True, True)
    assert not (repo / old).exists()
    assert plan(repo, wanted).removed_roots == ("fraud/01-glue",)
    assert keeping(plan(repo, wanted), ["fraud/01-glue"]).nothing
    write(repo, keeping(plan(repo, wanted), []))
    assert not (repo / kept).exists()


def test_a_folder_that_nobody_wants_any_more_goes_whole(repo: Path) -> None:
    write(repo, plan(repo, {}))
    assert not (repo / FOLDER).exists()


def test_an_unwanted_file_that_was_edited_is_refused(repo: Path) -> None:
    (repo / GLUE).write_text("mine\n")
    with pytest.raises(RenderedFileEdited):
        write(repo, plan(repo, {MAIN: "one\n"}))
    assert (repo / GLUE).read_text() == "mine\n"


def test_files_of_a_person_are_never_touched(repo: Path) -> None:
    mine = repo / FOLDER / "01-glue" / "alarms.tf"
    mine.write_text("mine\n")
    write(repo, plan(repo, {}))
    assert mine.read_text() == "mine\n"
    assert everything(repo) == {str(mine.relative_to(repo)): "mine\n"}


def test_a_file_of_a_person_at_a_wanted_path_is_refused(tmp_path: Path) -> None:
    (tmp_path / MAIN).parent.mkdir(parents=True)
    (tmp_path / MAIN).write_text("mine\n")
    assert set(plan(tmp_path, FILES).edited) == {MAIN}


def test_a_lost_manifest_is_made_again_when_the_files_are_as_wanted(repo: Path) -> None:
    (repo / FOLDER / MANIFEST).write_text("<<<<<<< ours\n")
    changes = plan(repo, FILES)
    assert not changes.edited
    write(repo, changes)
    assert plan(repo, FILES).nothing


def test_a_run_that_was_killed_half_way_is_no_hand_edit_for_the_next(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {MAIN: "newer one\n", GLUE: "newer two\n"}
    whole = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if target.parent.name == "01-glue":
            raise KeyboardInterrupt
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(repo, plan(repo, newer))
    monkeypatch.undo()
    newest = {MAIN: "newest one\n", GLUE: "newest two\n"}
    write(repo, plan(repo, newest))
    assert plan(repo, newest).nothing


def test_only_the_environments_asked_for_are_compared(repo: Path) -> None:
    other = "terraform/environments/card/00-storage/main.tf"
    changes = plan(repo, {other: "x\n"}, ["card"])
    assert (changes.created, changes.removed) == ((other,), ())


def test_a_disk_that_refuses_is_an_error_with_the_path(tmp_path: Path) -> None:
    (tmp_path / "terraform").write_text("a file in the way")
    with pytest.raises(HaveliError, match=r"cannot be (read|written)"):
        write(tmp_path, plan(tmp_path, FILES))


def test_bytes_that_are_no_text_are_a_hand_edit(repo: Path) -> None:
    (repo / MAIN).write_bytes(b"\xff\xfe")
    assert set(plan(repo, FILES).edited) == {MAIN}


PATHS = st.sampled_from(["a", "b", "c"])
TEXTS = st.sampled_from(["1", "2", "3"])


@given(
    st.dictionaries(PATHS, TEXTS), st.dictionaries(PATHS, st.none() | TEXTS), st.dictionaries(PATHS, st.lists(TEXTS))
)
def test_no_text_is_lost_that_haveli_did_not_write(
    wanted: dict[str, str], found: dict[str, str | None], written: dict[str, list[str]]
) -> None:
    known = {path: tuple(digest(text) for text in texts) for path, texts in written.items()}
    changes = compare(wanted, found, known)
    for path in (*changes.changed, *changes.removed):
        assert found[path] in written.get(path, [])
    touched = {*changes.created, *changes.changed, *changes.removed, *changes.edited}
    for path in wanted:
        assert path in touched or found.get(path) == wanted[path]
