"""Every module's own `terraform test` files, through the real core: mocked, and live on a local cloud."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.conftest import REPO, Checkout, copy_checkout

pytestmark = pytest.mark.acceptance

MODULES = sorted(path.name for path in (REPO / "terraform" / "modules").iterdir() if path.is_dir())
LIVE = [name for name in MODULES if (REPO / "terraform" / "modules" / name / "tests" / "live").is_dir()]


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A copy of the checkout with a local cloud that has nothing in it."""
    copy = copy_checkout(tmp_path_factory.mktemp("modules") / "checkout")
    copy.haveli("up", "--port", "0", "--empty")
    yield copy
    copy.haveli("down", expect=None)


@pytest.fixture(scope="session")
def exported(cloud: Checkout) -> dict[str, str]:
    return cloud.exported()


def terraform_test(cloud: Checkout, environment: dict[str, str], module: str, folder: str, data: Path) -> None:
    for arguments in (["init", "-input=false"], ["test", "-no-color"]):
        done = subprocess.run(
            ["terraform", *arguments, f"-test-directory={folder}"],
            check=False,
            cwd=cloud.path / "terraform" / "modules" / module,
            env={**environment, "TF_DATA_DIR": str(data)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    assert "Success!" in done.stdout
    assert " 0 passed" not in done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_the_module_does_what_its_tests_say(
    cloud: Checkout, exported: dict[str, str], module: str, tmp_path: Path
) -> None:
    terraform_test(cloud, exported, module, "tests", tmp_path)


@pytest.mark.parametrize("module", LIVE)
def test_the_module_stands_on_the_local_cloud(
    cloud: Checkout, exported: dict[str, str], module: str, tmp_path: Path
) -> None:
    terraform_test(cloud, exported, module, "tests/live", tmp_path)


@pytest.mark.parametrize("module", MODULES)
def test_the_module_has_all_that_a_module_has(module: str) -> None:
    folder = REPO / "terraform" / "modules" / module
    there = {path.name for path in folder.iterdir()}
    assert {"main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", "tests"} <= there
    assert list((folder / "tests").glob("*.tftest.hcl"))
