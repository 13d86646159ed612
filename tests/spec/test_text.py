from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.spec.document import Mapping, Scalar, parse
from haveli.spec.models import Tenant
from haveli.spec.text import quoted, tenant_yaml, with_defaults
from tests.spec.samples import FRAUD, tenant

UNITS = st.integers(1, 20)


def test_a_new_file_says_only_what_differs() -> None:
    assert tenant_yaml("fraud", "fraud-oncall@example.com", memory_optimized=True, staging=True) == FRAUD
    assert tenant_yaml("card", "a@example.com") == "tenant: card\nowner: a@example.com\n"


def test_budgets_of_a_new_file_are_read_back() -> None:
    text = tenant_yaml("fraud", "a@example.com", staging=True, budgets={"production": 2500, "staging": 300})
    assert [cluster.budget_usd for cluster in tenant(text).clusters] == [2500, 300]


@given(UNITS, st.integers(0, 10), st.integers(10, 40), st.integers(0, 100), st.integers(60, 604_800))
def test_the_full_form_means_the_same_as_the_short_one(units: int, least: int, most: int, spot: int, idle: int) -> None:
    production, staging = tenant().clusters
    production = replace(
        production,
        core=replace(production.core, units=units),
        task=replace(production.task, min=least, max=most, spot_percent=spot),
        budget_usd=100_000,
    )
    staging = replace(staging, idle_seconds=idle, budget_usd=5_000)
    full = replace(tenant(), clusters=(production, staging))
    assert tenant(with_defaults(full)) == full


def test_the_full_form_of_a_tenant_without_staging_has_one_cluster() -> None:
    single: Tenant = tenant("tenant: fraud\nowner: a@example.com\n")
    assert tenant(with_defaults(single)) == single


@pytest.mark.parametrize("word", ["no", "true", "12", "1e3", "~", "a: b", "", "- a", "null", 'say "x"', "a\\b"])
def test_words_that_yaml_takes_for_something_else_are_quoted(word: str) -> None:
    node = parse(f"key: {quoted(word)}\n", "a.yaml")
    assert isinstance(node, Mapping)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.shape) == (word, "text")
