from __future__ import annotations

import json
from pathlib import Path

import pytest

from haveli.cli import rendering
from haveli.cli.checkout import checkout
from haveli.engine.states import States
from haveli.render import writer
from haveli.render.writer import Changes
from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine


def test_each_folder_has_a_line_for_what_happens_in_it() -> None:
    changes = Changes(
        created=("e/fraud/00-a/main.tf", "e/fraud/00-a/outputs.tf", "e/fraud/01-b/main.tf"),
        removed=("e/old/00-a/main.tf",),
        edited={"e/x/00-a/main.tf": "diff"},
    )
    assert rendering.lines(changes) == [
        "created 2 rendered files in e/fraud/00-a",
        "created 1 rendered file in e/fraud/01-b",
        "removed 1 rendered file in e/old/00-a",
        "edited by hand: e/x/00-a/main.tf",
    ]


def test_commands_on_roots_write_what_the_specification_changed_and_say_so_on_stderr(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rendering.refresh(checkout(".", None))
    out, err = capsys.readouterr()
    assert out == ""
    assert "in terraform/environments/fraud/00-storage" in err
    rendering.refresh(checkout(".", None))
    assert capsys.readouterr() == ("", "")


ROOTS = "terraform/environments"


def standing(monkeypatch: pytest.MonkeyPatch, **resources: int) -> None:
    """The states of this world: resources by root, with `__` for the stroke and `_` for hyphens."""
    by_key = {f"{name.replace('__', '/')}/terraform.tfstate".replace("_", "-"): n for name, n in resources.items()}
    monkeypatch.setattr(States, "versions", lambda self: dict.fromkeys(by_key, "etag"))
    monkeypatch.setattr(States, "resources", lambda self, key: [{}] * by_key[key])


def without_staging(repo: Path) -> None:
    tenant = repo / "tenants/fraud.yaml"
    tenant.write_text(tenant.read_text().replace("staging: true", "staging: false"))


def test_a_cluster_that_still_runs_keeps_its_root_when_staging_leaves_the_tenants_file(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haveli("render")
    without_staging(repo)
    standing(monkeypatch, fraud__03_emr_production=9, fraud__04_emr_staging=7)
    said = haveli("render")
    assert said.code == 1
    assert "fraud/04-emr-staging  7 resources" in said.err
    assert said.err.endswith("Next: haveli destroy fraud/04-emr-staging\n")
    assert (repo / ROOTS / "fraud/04-emr-staging/main.tf").exists()
    assert "staging" not in (repo / ROOTS / "fraud/05-budgets/main.tf").read_text()
    assert haveli("render", "--check").code == 1


@pytest.mark.parametrize("command", [["plan"], ["apply", "--yes"]])
def test_commands_on_roots_go_on_and_say_what_still_stands(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    haveli("render")
    without_staging(repo)
    standing(monkeypatch, fraud__04_emr_staging=7)
    said = haveli(*command)
    assert (said.code, len(engine.requests)) == (0, 1)
    assert "Next: haveli destroy fraud/04-emr-staging\n" in said.err


def test_files_that_stay_are_still_known_as_rendered(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haveli("render")
    without_staging(repo)
    standing(monkeypatch, fraud__04_emr_staging=7)
    again = [haveli("render"), haveli("render")]
    assert [said.code for said in again] == [1, 1]
    standing(monkeypatch, fraud__04_emr_staging=0)
    assert haveli("render").code == 0
    assert not (repo / ROOTS / "fraud/04-emr-staging").exists()
    assert haveli("render", "--check").code == 0


def test_a_tenant_that_still_stands_keeps_its_roots_when_its_file_goes(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haveli("render")
    (repo / "tenants/fraud.yaml").unlink()
    standing(monkeypatch, fraud__00_storage=3, fraud__01_glue=1, fraud__05_budgets=0)
    said = haveli("plan")
    assert "Next: haveli destroy fraud\n" in said.err
    assert (repo / ROOTS / "fraud/00-storage/main.tf").exists()
    assert not (repo / ROOTS / "fraud/05-budgets").exists()


def test_after_their_destroy_roots_go(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haveli("render")
    without_staging(repo)
    standing(monkeypatch, fraud__03_emr_production=9, fraud__04_emr_staging=0)
    said = haveli("render")
    assert said.code == 0
    assert "removed" in said.out
    assert not (repo / ROOTS / "fraud/04-emr-staging").exists()


def test_a_root_that_never_stood_goes(
    haveli: Haveli, engine: FakeEngine, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haveli("render")
    (repo / "tenants/fraud.yaml").unlink()
    standing(monkeypatch)
    assert haveli("render").code == 0
    assert not (repo / ROOTS / "fraud").exists()


def test_a_hand_edit_is_told_before_what_still_stands(haveli: Haveli, repo: Path) -> None:
    haveli("render")
    (repo / ROOTS / "fraud/00-storage/main.tf").write_text("# mine\n")
    (repo / "tenants/fraud.yaml").unlink()
    assert haveli("render").code == 3


def test_a_file_that_goes_from_a_root_that_stays_asks_no_world(repo: Path) -> None:
    here = checkout(".", None)
    rendering.write(here)
    extra = repo / ROOTS / "fraud/00-storage/extra.tf"
    extra.write_text("x\n")
    manifest = repo / ROOTS / "fraud" / writer.MANIFEST
    known = json.loads(manifest.read_text())
    known["files"]["00-storage/extra.tf"] = writer.digest("x\n")
    manifest.write_text(json.dumps(known))
    changes, kept = rendering.write(here)
    assert (changes.removed, kept.roots) == ((str(extra.relative_to(repo)),), ())
    assert not extra.exists()
