"""Routing policies between Terraform's blocks and Route 53's members."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.route53_routing import POLICIES, reported_policies, sent_policies


@pytest.mark.parametrize(
    ("block", "item", "member", "sent"),
    [
        ("weighted_routing_policy", {"weight": 0}, "Weight", 0),
        ("failover_routing_policy", {"type": "SECONDARY"}, "Failover", "SECONDARY"),
        ("latency_routing_policy", {"region": "ap-south-1"}, "Region", "ap-south-1"),
        (
            "geolocation_routing_policy",
            {"continent": None, "country": "*", "subdivision": ""},
            "GeoLocation",
            {"CountryCode": "*"},
        ),
        (
            "geoproximity_routing_policy",
            {"bias": 5, "coordinates": [{"latitude": "1", "longitude": "2"}]},
            "GeoProximityLocation",
            {"Bias": 5, "Coordinates": {"Latitude": "1", "Longitude": "2"}},
        ),
    ],
)
def test_a_policy_is_a_member_of_the_record_set(block: str, item: dict[str, Any], member: str, sent: Any) -> None:
    assert sent_policies({block: [item]}) == {member: sent}
    back = reported_policies({member: sent}, {block: [item]})
    assert {name: value for name, value in back[block][0].items() if value} == {k: v for k, v in item.items() if v}
    assert [name for name in POLICIES if back[name]] == [block]


def test_no_policy_is_no_member() -> None:
    assert sent_policies({}) == {}
    assert not any(reported_policies({}, {}).values())
