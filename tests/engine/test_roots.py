from __future__ import annotations

from pathlib import Path

import pytest

from haveli.engine import roots
from haveli.errors import UsageError
from tests.engine.checkouts import ids, remote_state, root, write

ENVIRONMENTS = "terraform/environments"


def test_every_numbered_folder_with_terraform_files_is_a_root(tmp_path: Path) -> None:
    repo = write(tmp_path, {f"{ENVIRONMENTS}/fraud/00-storage/main.tf": "", f"{ENVIRONMENTS}/fraud/12-x/a.tf": ""})
    assert ids(roots.discover(repo)) == ["fraud/00-storage", "fraud/12-x"]


@pytest.mark.parametrize(
    "path",
    [
        "fraud/storage/main.tf",
        "fraud/0-storage/main.tf",
        "fraud/0\u0660-storage/main.tf",
        "fraud/00_storage/main.tf",
        "fraud/00-Storage/main.tf",
        "fraud/00-storage/README.md",
        "fraud/main.tf",
        "fraud/00-storage/.terraform/modules/main.tf",
    ],
)
def test_other_folders_are_no_roots(tmp_path: Path, path: str) -> None:
    assert roots.discover(write(tmp_path, {f"{ENVIRONMENTS}/{path}": ""})) == ()


def test_a_checkout_without_environments_has_no_roots(tmp_path: Path) -> None:
    assert roots.discover(tmp_path) == ()


def test_foundation_comes_first_then_platform_then_tenants_by_name_and_number(tmp_path: Path) -> None:
    names = ["abuse/01-b", "abuse/00-a", "platform/05-b", "platform/00-a", "foundation/00-state", "zeta/00-a"]
    write(tmp_path, {f"{ENVIRONMENTS}/{name}/main.tf": "" for name in names})
    assert ids(roots.discover(tmp_path)) == [
        "foundation/00-state",
        "platform/00-a",
        "platform/05-b",
        "abuse/00-a",
        "abuse/01-b",
        "zeta/00-a",
    ]


def test_a_root_knows_its_state_key_and_what_it_reads(tmp_path: Path) -> None:
    text = remote_state("vpc", "platform/00-vpc") + "# data.terraform_remote_state.vpc.outputs.no"
    [found] = roots.discover(write(tmp_path, {f"{ENVIRONMENTS}/fraud/03-emr/main.tf": text}))
    assert found.key == "fraud/03-emr/terraform.tfstate"
    assert [(read.key, read.outputs) for read in found.reads] == [("platform/00-vpc/terraform.tfstate", ())]


def test_a_file_that_is_not_utf_8_is_left_to_the_core(tmp_path: Path) -> None:
    write(tmp_path, {f"{ENVIRONMENTS}/fraud/00-a/main.tf": ""})
    (tmp_path / ENVIRONMENTS / "fraud/00-a/main.tf").write_bytes(b"# caf\xe9\n")
    assert ids(roots.discover(tmp_path)) == ["fraud/00-a"]


ALL = (root("platform/00-vpc"), root("fraud/00-a"), root("fraud/01-b"), root("fraudulent/00-a"))


@pytest.mark.parametrize(
    ("names", "selected"),
    [
        ([], ["platform/00-vpc", "fraud/00-a", "fraud/01-b", "fraudulent/00-a"]),
        (["fraud"], ["fraud/00-a", "fraud/01-b"]),
        (["fraud/"], ["fraud/00-a", "fraud/01-b"]),
        (["fraud/01-b", "platform"], ["platform/00-vpc", "fraud/01-b"]),
        (["fraud", "fraud/00-a", "fraud"], ["fraud/00-a", "fraud/01-b"]),
    ],
)
def test_a_selection_is_just_what_was_named_in_deploy_order(names: list[str], selected: list[str]) -> None:
    assert ids(roots.select(ALL, names)) == selected


@pytest.mark.parametrize("name", ["frau", "00-a", "fraud/00", "fraud/00-a/main.tf", "", "/"])
def test_a_name_that_fits_nothing_is_refused_and_never_widened(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        roots.select(ALL, ["platform", name])
    assert "platform, fraud, fraudulent" in caught.value.explanation
