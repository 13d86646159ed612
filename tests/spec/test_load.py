from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli import spec
from haveli.errors import SpecError, present
from haveli.spec.load import check_file, colliding_names, load, load_tenant_file, read_platform, read_tenant
from tests.spec.samples import FRAUD, PLATFORM_TEXT, REPO, platform, problems_of, tenant

BAD = REPO / "tests" / "fixtures" / "specs" / "bad"
FIXTURES = sorted(BAD.glob("*.yaml"))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    shutil.copy(REPO / "platform.yaml", tmp_path)
    (tmp_path / "tenants").mkdir()
    (tmp_path / "tenants" / "fraud.yaml").write_text(FRAUD, encoding="utf-8")
    return tmp_path


def failure(repo: Path) -> SpecError:
    with pytest.raises(SpecError) as caught:
        load(repo)
    return caught.value


def test_the_specification_of_the_repository_is_right() -> None:
    assert [found.name for found in load(REPO).tenants] == ["fraud"]


def test_tenants_come_sorted_by_name(repo: Path) -> None:
    for name in ("zeta", "alpha"):
        (repo / "tenants" / f"{name}.yaml").write_text(spec.tenant_yaml(name, "a@example.com"), encoding="utf-8")
    assert [found.name for found in load(repo).tenants] == ["alpha", "fraud", "zeta"]


def test_all_problems_of_all_files_come_at_once(repo: Path) -> None:
    (repo / "tenants" / "a.yaml").write_text("tenant: a\n", encoding="utf-8")
    (repo / "tenants" / "b.yaml").write_text("tenant: [\n", encoding="utf-8")
    assert {problem.place.file for problem in failure(repo).problems} == {"tenants/a.yaml", "tenants/b.yaml"}


def test_tenants_are_read_even_when_the_platform_is_wrong(repo: Path) -> None:
    (repo / "platform.yaml").write_text("product: x\n", encoding="utf-8")
    (repo / "tenants" / "a.yaml").write_text("tenant: a\nonwer: a@example.com\n", encoding="utf-8")
    assert {problem.place.file for problem in failure(repo).problems} == {"platform.yaml", "tenants/a.yaml"}


def test_a_folder_without_a_platform_says_what_to_do(tmp_path: Path) -> None:
    assert "haveli init" in present(failure(tmp_path))


def test_a_folder_in_place_of_a_file_is_a_problem_and_no_traceback(repo: Path) -> None:
    (repo / "tenants" / "odd.yaml").mkdir()
    assert [problem.place.file for problem in failure(repo).problems] == ["tenants/odd.yaml"]


def test_a_file_that_ends_in_yml_is_told_to_change_its_name(repo: Path) -> None:
    (repo / "tenants" / "card.yml").write_text("tenant: card\nowner: a@example.com\n", encoding="utf-8")
    assert failure(repo).problems[0].place.file == "tenants/card.yml"


def test_a_tenant_is_named_like_its_file() -> None:
    assert [problem.path for problem in problems_of(FRAUD, name="card")] == ["tenant"]


def test_one_tenant_can_be_loaded_by_its_file(repo: Path) -> None:
    assert load_tenant_file(repo / "tenants" / "fraud.yaml").name == "fraud"


def test_a_file_with_a_byte_order_mark_is_read(repo: Path) -> None:
    (repo / "tenants" / "fraud.yaml").write_bytes(b"\xef\xbb\xbf" + FRAUD.encode())
    assert load(repo).tenant("fraud") is not None


def test_names_that_two_files_make_collide() -> None:
    first, second = tenant(), tenant(name="fraud")
    assert not colliding_names(platform(), [first])
    moved = type(second)(**{**vars(second), "source": "tenants/other.yaml"})
    assert colliding_names(platform(), [first, moved])


@pytest.mark.parametrize("path", FIXTURES, ids=[path.stem for path in FIXTURES])
def test_a_broken_file_is_told_with_place_path_value_rule_and_mend(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPO)
    with pytest.raises(SpecError) as caught:
        check_file(path.relative_to(REPO))
    assert present(caught.value) + "\n" == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_there_are_at_least_sixty_broken_files() -> None:
    assert len(FIXTURES) >= 60


WORDS = "tenant owner clusters production task types core min max spot idle budget never 45m 15% r6g.xlarge true fraud"
MARKS = "[ ] { } : , - & * ! # | > ~ 1 -1 1.5 9999999999999999999999 << ? é \x00"
SCRAPS = st.sampled_from([*WORDS.split(), *MARKS.split(), "'", '"', "\n", "\n  ", "\t"])


@given(st.lists(SCRAPS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_no_text_of_a_tenant_raises(text: str) -> None:
    found, problems = read_tenant(text, "tenants/fraud.yaml", platform())
    assert (found is None) == bool(problems)


@given(st.data())
def test_no_damage_to_a_file_raises(data: st.DataObject) -> None:
    lines = (FRAUD + "clusters:\n  production:\n    task: {min: 1}\n    budget: 2000\n").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.text(max_size=40) | st.sampled_from(lines))
    found, problems = read_tenant("\n".join(lines), "tenants/fraud.yaml", platform())
    assert (found is None) == bool(problems)


@given(st.integers(0, len(PLATFORM_TEXT.splitlines()) - 1), st.text(max_size=40))
def test_no_damage_to_the_platform_raises(at: int, line: str) -> None:
    lines = PLATFORM_TEXT.splitlines()
    lines[at] = line
    found, problems = read_platform("\n".join(lines), "platform.yaml")
    assert (found is None) == bool(problems)
