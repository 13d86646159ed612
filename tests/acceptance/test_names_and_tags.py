"""Every name and every tag, walked over all plans of all roots."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.conftest import Checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("platform")]

PRODUCT = "pai-risk-mlops"
TAGS = {"product", "tenant", "environment", "component", "owner", "cost-center", "budget", "managed-by", "root"}
# The argument that carries the name of a type whose name we choose; Glue takes no hyphens, so it has a form of its own.
NAMED = {
    "aws_s3_bucket": "bucket",
    "aws_iam_role": "name",
    "aws_iam_policy": "name",
    "aws_iam_instance_profile": "name",
    "aws_emr_cluster": "name",
    "aws_emr_security_configuration": "name",
    "aws_budgets_budget": "name",
    "aws_sns_topic": "name",
    "aws_security_group": "name",
    "aws_kms_alias": "name",
}


def planned(platform: Checkout) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each root with each resource of its plan, from a plan of everything as if nothing existed."""
    environment = platform.exported()
    import subprocess

    for line in platform.haveli("plan", "--order").stdout.splitlines():
        root = line.split()[0]
        folder = platform.path / "terraform/environments" / root
        run = {"cwd": folder, "env": environment, "check": True, "capture_output": True, "text": True}
        subprocess.run(["terraform", "init", "-input=false"], **run)  # type: ignore[call-overload]
        subprocess.run(["terraform", "plan", "-out=names.tfplan"], **run)  # type: ignore[call-overload]
        shown = subprocess.run(["terraform", "show", "-json", "names.tfplan"], **run).stdout  # type: ignore[call-overload]
        for change in json.loads(shown)["resource_changes"]:
            if change["mode"] == "managed":
                yield root, change


@pytest.fixture(scope="module")
def resources(platform: Checkout) -> list[tuple[str, dict[str, Any]]]:
    return list(planned(platform))


def test_every_chosen_name_follows_the_pattern(resources: list[tuple[str, dict[str, Any]]]) -> None:
    tenants = "(platform|fraud)"
    pattern = re.compile(rf"^{PRODUCT}-{tenants}-(shared|production|staging)-[a-z0-9-]+$")
    names = {
        change["change"]["after"][NAMED[change["type"]]].removeprefix("alias/")
        for _, change in resources
        if change["type"] in NAMED
    }
    assert len(names) > 15
    assert {name for name in names if not pattern.match(name)} == {f"{PRODUCT}-v1-foundation-tfstates"}


def test_glue_databases_are_named_for_tenant_and_layer(resources: list[tuple[str, dict[str, Any]]]) -> None:
    names = {item["change"]["after"]["name"] for _, item in resources if item["type"] == "aws_glue_catalog_database"}
    assert names == {"fraud_iceberg", "fraud_raw"}


def test_every_taggable_resource_has_every_tag(resources: list[tuple[str, dict[str, Any]]]) -> None:
    tagged = [(root, item) for root, item in resources if "tags_all" in item["change"]["after"]]
    assert len(tagged) > 50
    for root, item in tagged:
        tags = item["change"]["after"]["tags_all"]
        assert set(tags) >= TAGS, (item["address"], tags)
        env, _, name = root.partition("/")
        assert (tags["product"], tags["managed-by"], tags["root"]) == (PRODUCT, "haveli", root)
        assert tags["tenant"] == ("fraud" if env == "fraud" else "platform")
        if env == "fraud":
            wanted = "staging" if "staging" in name else "production" if "production" in name else "shared"
            assert tags["environment"] == wanted, item["address"]
            assert tags["budget"] == ("fraud-staging" if wanted == "staging" else "fraud-production")
