from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from haveli.cli import provision, standing
from haveli.cli.checkout import checkout
from haveli.cli.provision import Wish
from haveli.engine import opened
from haveli.errors import SpecError, UsageError
from tests.cli.conftest import Haveli
from tests.cli.doubles import CHANGES, FAILED, NOTHING, FakeEngine

Type = Callable[[str], None]
NEW = ["tenant", "provision", "--tenant", "payments", "--memory-optimized", "--staging"]


@pytest.fixture(autouse=True)
def quiet_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "tenant", lambda world, spec, found: f"stands: {found.name}")


def wish(**given: Any) -> Wish:
    return Wish(**{"name": "fraud", "owner": None, "memory_optimized": False, "staging": False, "budgets": {}, **given})


def files(repo: Path) -> dict[str, bytes]:
    return {str(path.relative_to(repo)): path.read_bytes() for path in repo.rglob("*") if path.is_file()}


def test_a_new_tenant_gets_its_file_its_roots_and_an_apply(haveli: Haveli, engine: FakeEngine, repo: Path) -> None:
    said = haveli(*NEW, "--owner", "pay@example.com", "--budget-production", "2500", "--yes")
    text = (repo / "tenants/payments.yaml").read_text()
    assert said.code == 0
    for part in ("tenant: payments", "owner: pay@example.com", "memory_optimized: true", "staging: true", "2500"):
        assert part in text
    assert (repo / "terraform/environments/payments/04-emr-staging/main.tf").exists()
    assert engine.requests[0].names == ("payments",)
    assert "stands: payments" in said.err


def test_without_staging_and_without_memory_there_is_neither(haveli: Haveli, engine: FakeEngine, repo: Path) -> None:
    haveli("tenant", "provision", "--tenant", "payments", "--yes")
    roots = repo / "terraform/environments/payments"
    assert not (roots / "04-emr-staging").exists()
    assert "r6g" not in (roots / "03-emr-production/main.tf").read_text()


def test_again_no_file_changes(haveli: Haveli, engine: FakeEngine, repo: Path) -> None:
    haveli(*NEW, "--yes")
    before = files(repo)
    engine.run.reports["review"] = engine.run.reports["carry_out"] = NOTHING
    assert haveli(*NEW).code == 0
    assert files(repo) == before


def test_the_owner_is_on_call_at_the_platforms_domain_when_nobody_is_named(
    haveli: Haveli, engine: FakeEngine, repo: Path
) -> None:
    haveli("tenant", "provision", "--tenant", "payments", "--yes")
    assert "owner: payments-oncall@example.com" in (repo / "tenants/payments.yaml").read_text()


def test_without_yes_it_shows_asks_and_applies_what_was_shown(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    assert haveli(*NEW).code == 0
    assert engine.run.called == [("review", True), ("carry_out", {"fraud/00-storage": CHANGES.results[0]})]


def test_a_no_leaves_the_files_and_says_so(haveli: Haveli, engine: FakeEngine, repo: Path, typed: Type) -> None:
    typed("no\n")
    said = haveli(*NEW)
    assert (said.code, engine.verbs) == (1, ["review"])
    assert "tenants/payments.yaml and its roots stay" in said.err
    assert (repo / "tenants/payments.yaml").exists()


def test_a_review_that_failed_applies_nothing(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    engine.run.reports["review"] = FAILED
    assert haveli(*NEW).code == 1
    assert engine.verbs == ["review"]


def test_the_first_line_says_where_and_only_the_first(haveli: Haveli, engine: FakeEngine) -> None:
    lines = haveli(*NEW, "--yes").err.splitlines()
    assert ["account 880170353725" in line for line in lines].count(True) == 1
    assert "account 880170353725" in lines[0]


@pytest.mark.parametrize("name", ["Pay", "a b", "x" * 60, "platform", "-a"])
def test_a_name_that_cannot_be_writes_nothing(haveli: Haveli, engine: FakeEngine, repo: Path, name: str) -> None:
    before = files(repo)
    said = haveli("tenant", "provision", f"--tenant={name}", "--yes")
    assert (said.code, engine.requests) == (3, [])
    assert files(repo) == before


def test_a_budget_for_a_staging_that_was_not_asked_for_is_wrong_usage(haveli: Haveli, engine: FakeEngine) -> None:
    said = haveli("tenant", "provision", "--tenant", "payments", "--budget-staging", "10", "--yes")
    assert (said.code, engine.requests) == (3, [])


@pytest.mark.parametrize(
    "agreeing",
    [
        wish(),
        wish(memory_optimized=True, staging=True),
        wish(owner="fraud-oncall@example.com", staging=True, budgets={"production": 1500, "staging": 200}),
    ],
)
def test_flags_that_say_what_the_file_says_are_no_conflict(repo: Path, agreeing: Wish) -> None:
    spec, text = provision._with_tenant(checkout(".", None), agreeing)
    assert text == ""
    assert spec.tenant("fraud") is not None


@pytest.mark.parametrize(
    ("differing", "key"),
    [
        (wish(owner="other@example.com"), "owner"),
        (wish(staging=True, budgets={"staging": 201}), "clusters.staging.budget"),
        (wish(budgets={"production": 1}), "clusters.production.budget"),
    ],
)
def test_a_flag_that_differs_from_the_file_is_refused_with_both_values(repo: Path, differing: Wish, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        provision._with_tenant(checkout(".", None), differing)
    assert f"{key}: " in caught.value.explanation
    assert caught.value.hint == "edit tenants/fraud.yaml, then haveli apply fraud"


def test_staging_that_the_file_does_not_have_is_refused(repo: Path) -> None:
    path = repo / "tenants/fraud.yaml"
    path.write_text(path.read_text().replace("staging: true", "staging: false"))
    with pytest.raises(UsageError, match="staging: False"):
        provision._with_tenant(checkout(".", None), wish(staging=True))


def test_a_new_tenant_is_held_to_the_same_rules_as_a_file(repo: Path) -> None:
    with pytest.raises(SpecError):
        provision._with_tenant(checkout(".", None), wish(name="payments", owner="nobody"))


@pytest.fixture
def rehearsed(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[argparse.Namespace]:
    """What a dry run handed to the engine."""
    seen: list[Any] = []

    def rehearsal(copy: Path, world: object, bucket: str, request: opened.Request) -> Any:
        seen.append((copy, sorted(path.name for path in (copy / "terraform/environments/payments").iterdir())))
        return engine.run

    monkeypatch.setattr(opened, "rehearsal", rehearsal)
    return seen


def test_a_dry_run_shows_files_and_plan_and_writes_nothing(
    haveli: Haveli, engine: FakeEngine, repo: Path, rehearsed: list[Any]
) -> None:
    haveli("render")
    before = files(repo)
    said = haveli(*NEW, "--dry-run", "--json")
    assert said.code == 0
    assert json.loads(said.out)["roots"][0]["result"] == "changes"
    assert "would write tenants/payments.yaml" in said.err
    assert "nothing was written" in said.err
    assert (files(repo), engine.requests) == (before, [])
    [(copy, folders)] = rehearsed
    assert "00-storage" in folders
    assert not copy.exists()


def test_a_dry_run_that_fails_says_so(haveli: Haveli, engine: FakeEngine, rehearsed: list[Any]) -> None:
    engine.run.reports["review"] = FAILED
    assert haveli(*NEW, "--dry-run").code == 1
