"""Security groups: deletion and change of rules."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def other(client: Any, vpc: str) -> str:
    return str(client.create_security_group(GroupName="other", Description="other", VpcId=vpc)["GroupId"])


def admitted(client: Any, group: str, **sources: Any) -> str:
    permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **sources}
    made = client.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    return str(made["SecurityGroupRules"][0]["SecurityGroupRuleId"])


def described(client: Any, rule: str) -> dict[str, Any]:
    return dict(client.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"][0])


def modified(client: Any, group: str, rule: str, **wanted: Any) -> dict[str, Any]:
    client.modify_security_group_rules(
        GroupId=group, SecurityGroupRules=[{"SecurityGroupRuleId": rule, "SecurityGroupRule": wanted}]
    )
    return described(client, rule)


def test_a_default_group_cannot_be_deleted(client: Any, vpc: str) -> None:
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    default = client.describe_security_groups(Filters=of_vpc)["SecurityGroups"][0]["GroupId"]
    with pytest.raises(ClientError, match="CannotDelete"):
        client.delete_security_group(GroupId=default)


def test_a_group_is_held_by_rules_of_others_but_not_by_its_own(client: Any, vpc: str, group: str) -> None:
    peer = other(client, vpc)
    admitted(client, group, UserIdGroupPairs=[{"GroupId": group}])
    rule = admitted(client, peer, UserIdGroupPairs=[{"GroupId": group}])
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_security_group(GroupId=group)
    client.revoke_security_group_ingress(GroupId=peer, SecurityGroupRuleIds=[rule])
    client.delete_security_group(GroupId=group)


def test_a_group_is_held_by_interfaces_and_endpoints(client: Any, vpc: str, subnet: str, group: str) -> None:
    interface = client.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_security_group(GroupId=group)
    client.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    client.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName="com.amazonaws.ap-south-1.glue",
        VpcEndpointType="Interface",
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
    )
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_security_group(GroupId=group)


def test_a_rule_keeps_the_description_of_any_source(client: Any, vpc: str, group: str) -> None:
    prefix = client.describe_prefix_lists()["PrefixLists"][0]["PrefixListId"]
    sources = [
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "why"}]},
        {"Ipv6Ranges": [{"CidrIpv6": "::/0", "Description": "why"}]},
        {"PrefixListIds": [{"PrefixListId": prefix, "Description": "why"}]},
        {"UserIdGroupPairs": [{"GroupId": other(client, vpc), "Description": "why"}]},
    ]
    assert [described(client, admitted(client, group, **source))["Description"] for source in sources] == ["why"] * 4
    [permission] = client.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    assert permission["PrefixListIds"] == [{"PrefixListId": prefix, "Description": "why"}]


def test_a_rule_is_changed_whole(client: Any, group: str) -> None:
    rule = admitted(client, group, Ipv6Ranges=[{"CidrIpv6": "::/0", "Description": "why"}])
    found = modified(client, group, rule, IpProtocol="udp", FromPort=53, ToPort=54, CidrIpv6="2600::/16")
    assert (found["IpProtocol"], found["FromPort"], found["ToPort"]) == ("udp", 53, 54)
    assert found["CidrIpv6"] == "2600::/16" and not found.get("Description")


def test_a_rule_for_all_protocols_needs_no_ports(client: Any, group: str) -> None:
    rule = admitted(client, group, IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    found = modified(client, group, rule, IpProtocol="-1", CidrIpv4="10.0.0.0/8")
    assert (found["IpProtocol"], found["FromPort"]) == ("-1", -1)


def test_a_rule_stays_of_its_kind_of_source(client: Any, group: str) -> None:
    rule = admitted(client, group, IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    with pytest.raises(ClientError, match="Invalid rule type"):
        modified(client, group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv6="::/0")


def test_a_rule_or_group_that_is_not_there_is_not_found(client: Any, group: str) -> None:
    wanted = {"IpProtocol": "-1", "CidrIpv4": "10.0.0.0/8"}
    with pytest.raises(ClientError, match=r"InvalidSecurityGroupRuleId\.NotFound"):
        modified(client, group, "sgr-0123456789abcdef0", **wanted)
    with pytest.raises(ClientError, match=r"InvalidGroup\.NotFound"):
        modified(client, "sg-0123456789abcdef0", "sgr-0123456789abcdef0", **wanted)


def tagged(client: Any, id: str) -> list[dict[str, Any]]:
    return list(client.describe_tags(Filters=[{"Name": "resource-id", "Values": [id]}])["Tags"])


def test_the_tags_of_a_rule_and_of_a_group_go_with_them(client: Any, vpc: str) -> None:
    group = other(client, vpc)
    rule = admitted(client, group, IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    client.create_tags(Resources=[group, rule], Tags=[{"Key": "team", "Value": "risk"}])
    assert tagged(client, rule)
    client.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rule])
    assert not tagged(client, rule)
    assert tagged(client, group)
    client.delete_security_group(GroupId=group)
    assert not tagged(client, group)
