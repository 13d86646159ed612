"""aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.security_group_rule import EgressRule, IngressRule
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


def rule(network: Network, **config: Any) -> Life:
    """HTTPS into a group."""
    config = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, **config}
    return network.living(IngressRule(), security_group_id=network.group("web")["id"], **config)


def prefix_list(network: Network, service: str) -> str:
    filters = [{"Name": "prefix-list-name", "Values": [f"com.amazonaws.ap-south-1.{service}"]}]
    return str(network.ec2.describe_prefix_lists(Filters=filters)["PrefixLists"][0]["PrefixListId"])


def test_a_rule_has_an_id_and_tags_of_its_own(network: Network) -> None:
    state = rule(network, cidr_ipv4="10.0.0.0/8", description="office", tags={"Name": "office"}).state
    assert state["id"] == state["security_group_rule_id"] and state["id"].startswith("sgr-")
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:security-group-rule/{state['id']}"
    assert state["tags_all"] == {"Name": "office", "product": "pai-risk-mlops"}


def test_every_argument_but_the_group_changes_in_place(network: Network) -> None:
    life = rule(network, cidr_ipv4="10.0.0.0/8", description="office", tags={"Name": "a"})
    life.change(ip_protocol="udp", from_port=53, to_port=54, cidr_ipv4="10.1.0.0/16", description=None, tags={})
    assert life.replaced_by(security_group_id="sg-2") == ("security_group_id",)


@pytest.mark.parametrize("source", ["cidr_ipv6", "prefix_list_id", "referenced_security_group_id"])
def test_a_source_of_any_kind_changes_in_place(network: Network, source: str) -> None:
    sources = {
        "cidr_ipv6": lambda number: f"2600:{number}::/32",
        "prefix_list_id": lambda number: prefix_list(network, ("s3", "dynamodb")[number]),
        "referenced_security_group_id": lambda number: network.group(f"peer-{number}")["id"],
    }
    life = rule(network, **{source: sources[source](0)}, description="one")
    life.change(**{source: sources[source](1)}, description="two")


def test_a_rule_for_all_protocols_has_no_ports(network: Network) -> None:
    life = network.living(
        EgressRule(), security_group_id=network.group("web")["id"], ip_protocol="-1", cidr_ipv4="0.0.0.0/0"
    )
    assert life.state["from_port"] is None and life.state["to_port"] is None
    life.change(cidr_ipv4="10.0.0.0/8")


def test_a_protocol_by_number_is_the_protocol_by_name(network: Network) -> None:
    life = rule(network, ip_protocol="6", cidr_ipv4="10.0.0.0/8")
    life.config["ip_protocol"] = "tcp"
    assert life.plan().state == life.state


def test_a_rule_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = rule(network, cidr_ipv4="10.0.0.0/8", tags={"Name": "office"})
    assert life.imported(life.state["id"]) == life.state
    life.delete()


def test_a_rule_is_not_found_as_one_of_the_other_direction(network: Network) -> None:
    life = rule(network, cidr_ipv4="10.0.0.0/8")
    assert EgressRule().read(network.ctx, life.state) is None


def test_a_rule_whose_group_is_gone_is_gone(network: Network) -> None:
    life = rule(network, cidr_ipv4="10.0.0.0/8")
    network.ec2.delete_security_group(GroupId=life.state["security_group_id"])
    assert life.refresh() is None
    life.kind.traits.delete(network.ctx, life.state)


def test_a_rule_to_a_group_that_is_not_there_is_refused(network: Network) -> None:
    with pytest.raises(ClientError, match=r"InvalidGroup\.NotFound"):
        rule(network, referenced_security_group_id="sg-0123456789abcdef0")


@pytest.mark.parametrize(
    ("config", "faults"),
    [
        ({"cidr_ipv4": "10.0.0.0/8"}, 0),
        ({"referenced_security_group_id": UNKNOWN}, 0),
        ({}, 1),
        ({"cidr_ipv4": "10.0.0.0/8", "cidr_ipv6": "::/0"}, 1),
    ],
)
def test_a_rule_has_exactly_one_source(config: dict[str, Any], faults: int) -> None:
    assert len(list(IngressRule().validate(config))) == faults
