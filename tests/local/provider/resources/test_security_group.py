"""aws_security_group and aws_default_security_group against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.security_group import DefaultSecurityGroup, SecurityGroup
from haveli.local.provider.resources.security_group_rule import EgressRule, IngressRule
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

ALL_OUT = {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}


def https(**sources: Any) -> dict[str, Any]:
    return {"protocol": "tcp", "from_port": 443, "to_port": 443, **sources}


def group(network: Network, **config: Any) -> Life:
    return network.living(SecurityGroup(), **{"name": "web", "vpc_id": network.vpc_id, **config})


def permissions(network: Network, id: str) -> tuple[list[Any], list[Any]]:
    found = network.ec2.describe_security_groups(GroupIds=[id])["SecurityGroups"][0]
    return found["IpPermissions"], found["IpPermissionsEgress"]


def test_a_new_group_loses_the_rule_that_aws_gives_it(network: Network) -> None:
    life = group(network)
    assert permissions(network, life.state["id"]) == ([], [])
    assert life.state["ingress"] == [] and life.state["egress"] == []
    assert life.state["description"] == "Managed by Terraform" and life.state["name_prefix"] == ""
    assert life.state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:security-group/{life.state['id']}"


def test_a_prefix_makes_a_name(network: Network) -> None:
    state = group(network, name=None, name_prefix="web-").state
    assert state["name"].startswith("web-") and len(state["name"]) == len("web-") + 26


def test_rules_keep_the_grouping_of_the_configuration(network: Network) -> None:
    other = network.group("other")["id"]
    life = group(
        network,
        ingress=[
            https(cidr_blocks=["10.0.0.0/8", "192.168.0.0/16"], description="in"),
            https(security_groups=[other], self=True),
        ],
        egress=[{**ALL_OUT, "ipv6_cidr_blocks": ["::/0"]}],
    )
    assert len(permissions(network, life.state["id"])[0]) == 1
    assert len(life.state["ingress"]) == 2


def test_rules_are_added_and_revoked_in_place(network: Network) -> None:
    life = group(network, ingress=[https(cidr_blocks=["10.0.0.0/8"])], egress=[ALL_OUT])
    life.change(ingress=[https(cidr_blocks=["10.0.0.0/8"], description="office"), https(self=True)])
    life.change(ingress=[{**https(cidr_blocks=["10.0.0.0/9"]), "protocol": "6"}], egress=[])
    ingress, egress = permissions(network, life.state["id"])
    assert [item["CidrIp"] for item in ingress[0]["IpRanges"]] == ["10.0.0.0/9"] and egress == []


def test_rules_of_their_own_are_read_and_are_no_change(network: Network) -> None:
    life = group(network)
    id = life.state["id"]
    network.living(
        IngressRule(), security_group_id=id, ip_protocol="tcp", from_port=22, to_port=22, cidr_ipv4="10.0.0.0/8"
    )
    network.living(EgressRule(), security_group_id=id, ip_protocol="-1", cidr_ipv4="0.0.0.0/0")
    found = life.refresh()
    assert found is not None and found["ingress"][0]["from_port"] == 22 and found["egress"][0]["protocol"] == "-1"
    assert life.plan().state == life.state
    life.change(tags={"Name": "web"})
    assert len(permissions(network, id)[0]) == 1


def test_a_rule_by_hand_beside_configured_ones_is_taken_away(network: Network) -> None:
    life = group(network, ingress=[https(cidr_blocks=["10.0.0.0/8"])])
    permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    network.ec2.authorize_security_group_ingress(GroupId=life.state["id"], IpPermissions=[permission])
    found = life.refresh()
    assert found is not None and len(found["ingress"]) == 2
    life.change()
    assert len(permissions(network, life.state["id"])[0]) == 1


def test_another_name_or_description_is_another_group(network: Network) -> None:
    life = group(network)
    assert life.replaced_by(name="api", description="APIs") == ("description", "name")


def test_a_group_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = group(network, tags={"Name": "web"})
    assert life.imported(life.state["id"]) == life.state
    life.delete()


def test_a_group_that_others_refer_to_is_not_deleted(network: Network) -> None:
    life = group(network)
    group(network, name="other", ingress=[https(security_groups=[life.state["id"]])])
    with pytest.raises(ClientError, match="DependencyViolation"):
        life.delete()


def test_groups_that_refer_to_each_other_go_with_revoke_rules_on_delete(network: Network) -> None:
    one = group(network, name="one", revoke_rules_on_delete=True)
    two = group(network, name="two", revoke_rules_on_delete=True)
    for here, there in ((one, two), (two, one)):
        pair = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": there.state["id"]}]}
        network.ec2.authorize_security_group_ingress(GroupId=here.state["id"], IpPermissions=[pair])
    one.delete()
    two.delete()


def test_the_default_group_is_adopted_and_loses_its_rules(network: Network) -> None:
    life = network.living(DefaultSecurityGroup(), vpc_id=network.vpc_id, tags={"Name": "none"})
    assert life.state["id"] == network.vpc.state["default_security_group_id"]
    assert life.state["name"] == "default" and life.state["description"] == "default VPC security group"
    assert permissions(network, life.state["id"]) == ([], [])


def test_rules_of_the_default_group_change_in_place(network: Network) -> None:
    life = network.living(
        DefaultSecurityGroup(), vpc_id=network.vpc_id, ingress=[{**ALL_OUT, "cidr_blocks": None, "self": True}]
    )
    life.change(ingress=[https(cidr_blocks=["10.0.0.0/8"])], egress=[ALL_OUT])
    ingress, egress = permissions(network, life.state["id"])
    assert ingress[0]["FromPort"] == 443 and egress[0]["IpProtocol"] == "-1"


def test_the_default_group_of_the_default_vpc_needs_no_vpc(network: Network) -> None:
    vpc = network.ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    assert network.living(DefaultSecurityGroup()).state["vpc_id"] == vpc


def test_a_destroyed_default_group_stays_with_its_vpc(network: Network) -> None:
    life = network.living(DefaultSecurityGroup(), vpc_id=network.vpc_id)
    life.kind.traits.delete(network.ctx, life.state)
    assert life.refresh() is not None
    assert life.imported(life.state["id"]) == life.state
