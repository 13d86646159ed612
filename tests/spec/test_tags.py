from __future__ import annotations

from haveli.spec.tags import budget_tag, default_tags


def test_shared_cost_counts_to_production() -> None:
    assert budget_tag("fraud", "shared") == "fraud-production"
    assert budget_tag("fraud", "staging") == "fraud-staging"


def test_a_root_has_the_nine_tags_of_the_design() -> None:
    tags = default_tags(
        product="pai",
        tenant="fraud",
        environment="staging",
        component="emr",
        owner="a@example.com",
        cost_center="risk",
        root="fraud/04-emr-staging",
    )
    assert tags == {
        "product": "pai",
        "tenant": "fraud",
        "environment": "staging",
        "component": "emr",
        "owner": "a@example.com",
        "cost-center": "risk",
        "budget": "fraud-staging",
        "managed-by": "haveli",
        "root": "fraud/04-emr-staging",
    }
