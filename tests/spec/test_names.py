from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.spec.names import ClusterNames, Kind, Name, PlatformNames, TenantNames, broken_limit, database, tenant_names

WORD = st.from_regex(r"\A[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}\Z")


def test_the_names_that_the_platform_promises() -> None:
    product = "pai-risk-mlops"
    names = TenantNames.of(product, "fraud")
    assert names.data_bucket.text == "pai-risk-mlops-fraud-shared-data"
    assert names.artifacts_bucket.text == "pai-risk-mlops-fraud-shared-artifacts"
    assert (names.iceberg_database.text, names.raw_database.text) == ("fraud_iceberg", "fraud_raw")
    assert ClusterNames.of(product, "fraud", "production").cluster.text == "pai-risk-mlops-fraud-production-emr"
    assert ClusterNames.of(product, "fraud", "staging").cluster.text == "pai-risk-mlops-fraud-staging-emr"
    assert PlatformNames.of(product).vpc.text == "pai-risk-mlops-platform-shared-vpc"


def test_a_database_has_underscores_for_hyphens() -> None:
    assert database("card-risk", "raw").text == "card_risk_raw"


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.name)
def test_a_name_may_have_the_most_characters_and_not_one_more(kind: Kind) -> None:
    assert broken_limit(Name(kind, "a" * kind.most)) is None
    assert broken_limit(Name(kind, "a" * (kind.most + 1))) is not None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.BUCKET, "Data"),
        (Kind.BUCKET, "data-"),
        (Kind.BUCKET, "da"),
        (Kind.DATABASE, "fraud-raw"),
        (Kind.ROLE, "role name"),
        (Kind.BUDGET, "a:budget"),
        (Kind.DB_INSTANCE, "my--db"),
        (Kind.LOAD_BALANCER, "a_balancer"),
    ],
)
def test_a_name_of_another_shape_breaks_a_rule(kind: Kind, text: str) -> None:
    assert broken_limit(Name(kind, text)) is not None


@given(WORD, WORD)
def test_two_tenants_never_share_a_name(first: str, second: str) -> None:
    environments = ("production", "staging")
    reserved = {"production", "staging", "shared"}
    if first != second and not reserved & {*first.split("-"), *second.split("-")}:
        mine = {(name.kind, name.text) for name in tenant_names("pai", first, environments)}
        others = {(name.kind, name.text) for name in tenant_names("pai", second, environments)}
        assert not mine & others
