from __future__ import annotations

from pathlib import Path

import pytest

from haveli.engine import fingerprints
from haveli.engine.fingerprints import Fingerprints, fingerprint
from haveli.engine.roots import Root
from tests.engine.checkouts import root, write

FILES = {
    "terraform/environments/fraud/01-glue/main.tf": 'module "glue" {\n  source = "../../../modules/glue"\n}\n',
    "terraform/modules/glue/main.tf": 'module "a" {\n  source = "./inner"\n}\nmodule "b" {\n\tsource="../name"\n}\n',
    "terraform/modules/glue/inner/main.tf": "# inner\n",
    "terraform/modules/glue/tests/a.tftest.hcl": "# test\n",
    "terraform/modules/name/policy.json": "{}\n",
    "terraform/modules/name/main.tf": "# name\n",
    "terraform/modules/other/main.tf": "# not used\n",
}
VERSIONS = {"fraud/00-storage/terraform.tfstate": "s1", "fraud/01-glue/terraform.tfstate": "g1", "x/00-y/z": "1"}


@pytest.fixture
def glue(tmp_path: Path) -> Root:
    write(tmp_path, FILES)
    return root("fraud/01-glue", "fraud/00-storage", path=tmp_path / "terraform/environments")


@pytest.fixture
def kept(tmp_path: Path, glue: Root) -> Fingerprints:
    found = Fingerprints(tmp_path / "fingerprints" / "local-i1")
    found.keep(glue, fingerprint(glue, VERSIONS))
    return found


def test_a_root_as_it_was_is_unchanged_also_for_another_process(kept: Fingerprints, glue: Root) -> None:
    assert kept.is_unchanged(glue, VERSIONS)
    assert Fingerprints(kept.folder).is_unchanged(glue, VERSIONS)


@pytest.mark.parametrize(
    "name",
    [
        "terraform/environments/fraud/01-glue/main.tf",
        "terraform/environments/fraud/01-glue/of-a-person.tf",
        "terraform/environments/fraud/01-glue/.terraform.lock.hcl",
        "terraform/modules/glue/main.tf",
        "terraform/modules/glue/inner/main.tf",
        "terraform/modules/name/policy.json",
    ],
)
def test_a_file_of_the_root_or_of_a_module_that_it_uses_counts(
    kept: Fingerprints, glue: Root, tmp_path: Path, name: str
) -> None:
    write(tmp_path, {name: FILES.get(name, "") + "# more\n"})
    assert not kept.is_unchanged(glue, VERSIONS)


@pytest.mark.parametrize(
    "name",
    [
        "terraform/environments/fraud/01-glue/.terraform/providers.json",
        "terraform/modules/glue/tests/a.tftest.hcl",
        "terraform/modules/other/main.tf",
        "terraform/environments/fraud/00-storage/main.tf",
    ],
)
def test_tests_core_data_and_what_is_not_used_do_not_count(
    kept: Fingerprints, glue: Root, tmp_path: Path, name: str
) -> None:
    write(tmp_path, {name: "# more\n"})
    assert kept.is_unchanged(glue, VERSIONS)


def test_a_file_that_is_renamed_or_removed_counts(kept: Fingerprints, glue: Root, tmp_path: Path) -> None:
    policy = tmp_path / "terraform/modules/name/policy.json"
    policy.rename(policy.with_name("other.json"))
    assert not kept.is_unchanged(glue, VERSIONS)


@pytest.mark.parametrize("key", ["fraud/00-storage/terraform.tfstate", "fraud/01-glue/terraform.tfstate"])
def test_its_own_state_and_a_state_that_it_reads_count(kept: Fingerprints, glue: Root, key: str) -> None:
    assert not kept.is_unchanged(glue, {**VERSIONS, key: "2"})
    assert not kept.is_unchanged(glue, {name: version for name, version in VERSIONS.items() if name != key})


def test_a_state_that_it_does_not_read_does_not_count(kept: Fingerprints, glue: Root) -> None:
    assert kept.is_unchanged(glue, {**VERSIONS, "x/00-y/z": "2"})


def test_another_world_knows_nothing_of_it(kept: Fingerprints, glue: Root) -> None:
    assert not Fingerprints(kept.folder.with_name("local-i2")).is_unchanged(glue, VERSIONS)


def test_a_root_without_a_state_is_never_unchanged(kept: Fingerprints, glue: Root) -> None:
    kept.keep(glue, fingerprint(glue, {}))
    assert not kept.is_unchanged(glue, {})


@pytest.mark.parametrize("left", ["", "{", "[]", "null", '"x"', "{}"])
def test_a_fingerprint_that_is_broken_is_none(kept: Fingerprints, glue: Root, left: str) -> None:
    (kept.folder / "fraud" / "01-glue.json").write_text(left)
    assert not kept.is_unchanged(glue, VERSIONS)


def test_a_forgotten_root_must_be_planned(kept: Fingerprints, glue: Root) -> None:
    kept.forget(glue)
    kept.forget(glue)
    assert not kept.is_unchanged(glue, VERSIONS)


def test_the_same_files_in_another_checkout_have_the_same_digest(tmp_path: Path) -> None:
    folders = [write(tmp_path / name, FILES) / "terraform/environments/fraud/01-glue" for name in ("a", "b")]
    assert fingerprints.digest(folders[0]) == fingerprints.digest(folders[1])


def test_modules_that_use_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": '  source = "../b"\n', "b/main.tf": '  source = "../a"\n'})
    assert fingerprints.digest(tmp_path / "a") == fingerprints.digest(tmp_path / "b")
