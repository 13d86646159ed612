from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from haveli.spec import Spec, draft, load, with_defaults
from haveli.spec.draft import Draft
from haveli.spec.load import read_tenant

REPO = Path(__file__).parents[2]
PAYMENTS = Draft("payments", "pay@example.com", True, True)


@pytest.fixture(scope="module")
def spec() -> Spec:
    return load(REPO)


def test_the_file_of_a_draft_says_what_was_answered(spec: Spec) -> None:
    made = replace(PAYMENTS, budgets={"staging": 333})
    tenant, problems = read_tenant(draft.text(made), made.file, spec.platform)
    assert problems == []
    assert tenant is not None
    assert (tenant.name, tenant.owner, tenant.memory_optimized) == ("payments", "pay@example.com", True)
    assert [cluster.budget_usd for cluster in tenant.clusters] == [1500, 333]
    assert "budget: 333" in with_defaults(tenant)


@pytest.mark.parametrize("name", ["payments", "card-risk", "a1"])
def test_a_name_that_can_be_has_no_fault(spec: Spec, name: str) -> None:
    assert draft.faults(Draft(name), spec, "tenant") == []


@pytest.mark.parametrize("name", ["", "Pay", "1a", "platform", "production-x", "x" * 60, "fraud", 'a"b', "a: b", "#"])
def test_a_name_that_cannot_be_has_one_and_says_why(spec: Spec, name: str) -> None:
    found = draft.faults(Draft(name), spec, "tenant")
    assert found
    assert all(problem.rule for problem in found)


def test_a_name_that_is_taken_points_to_who_has_it(spec: Spec) -> None:
    [found] = draft.faults(Draft("fraud"), spec, "tenant")
    assert (found.place.file, found.hint) == ("tenants/fraud.yaml", "haveli tenant show fraud")


def test_only_the_key_that_is_asked_for_is_judged(spec: Spec) -> None:
    wrong = replace(PAYMENTS, owner="nobody", budgets={"production": 1})
    assert [problem.path for problem in draft.faults(wrong, spec, "owner")] == ["owner"]
    assert draft.faults(PAYMENTS, spec, "owner") == []


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_a_budget_is_at_least_what_the_minimum_fleet_costs(spec: Spec, environment: str) -> None:
    floor = draft.floor(PAYMENTS, spec, environment)
    assert floor is not None
    key = f"clusters.{environment}.budget"
    assert draft.faults(replace(PAYMENTS, budgets={environment: int(floor.usd)}), spec, key)
    assert not draft.faults(replace(PAYMENTS, budgets={environment: int(floor.usd) + 1}), spec, key)


def test_the_floor_does_not_depend_on_a_budget_that_is_too_low(spec: Spec) -> None:
    low = replace(PAYMENTS, budgets={"production": 1})
    assert draft.floor(low, spec, "production") == draft.floor(PAYMENTS, spec, "production")


def test_without_staging_there_is_no_staging_cluster(spec: Spec) -> None:
    alone = replace(PAYMENTS, staging=False)
    assert alone.environments == ("production",)
    assert draft.cluster(alone, spec, "staging") is None
    assert draft.floor(alone, spec, "staging") is None


def test_who_is_on_call_has_the_platforms_domain(spec: Spec) -> None:
    assert draft.default_owner("payments", spec) == "payments-oncall@example.com"
