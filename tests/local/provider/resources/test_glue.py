"""aws_glue_catalog_database against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.glue import GlueCatalogDatabase
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(GlueCatalogDatabase(), ctx)


def test_a_database_settles_and_changes_in_place(life: Life) -> None:
    state = life.create(name="fraud_iceberg", location_uri="s3://b/iceberg/", description="tables", tags={"a": "1"})
    assert state["id"] == f"{life.ctx.account}:fraud_iceberg"
    assert state["arn"] == f"arn:aws:glue:ap-south-1:{life.ctx.account}:database/fraud_iceberg"
    life.change(description="other", parameters={"owner": "risk"}, tags={"b": "2"})
    life.change(description=None, parameters=None)
    life.delete()


def test_a_bare_database_settles(life: Life) -> None:
    assert life.create(name="fraud_raw")["location_uri"] is None


def test_configured_permissions_and_links_settle(life: Life) -> None:
    everyone = [{"data_lake_principal_identifier": "IAM_ALLOWED_PRINCIPALS"}]
    life.create(
        name="linked",
        create_table_default_permission=[{"permissions": ["SELECT"], "principal": everyone}],
        target_database=[{"catalog_id": life.ctx.account, "database_name": "fraud_iceberg"}],
    )


def test_another_name_replaces_the_database(life: Life) -> None:
    life.create(name="fraud_raw")
    assert life.replaced_by(name="other") == ("name",)


def test_an_import_takes_catalog_and_name(life: Life) -> None:
    created = life.create(name="fraud_raw", location_uri="s3://b/raw/")
    found = life.imported(created["id"])
    assert (found["name"], found["location_uri"]) == ("fraud_raw", "s3://b/raw/")


@pytest.mark.parametrize("name", ["Fraud", "x" * 256, ""])
def test_bad_names_are_found_before_apply(name: str) -> None:
    assert [problem.path for problem in GlueCatalogDatabase().validate({"name": name})] == [("name",)]
