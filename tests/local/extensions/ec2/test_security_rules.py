"""What makes two rules the same."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def permission(block: str, description: str, port: int = 443) -> dict[str, Any]:
    ranges = [{"CidrIp": block, "Description": description}]
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": ranges}


def test_a_description_does_not_make_another_rule(client: Any, group: str) -> None:
    client.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission("10.0.0.0/8", "one")])
    with pytest.raises(ClientError, match=r"InvalidPermission\.Duplicate"):
        client.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission("10.0.0.0/8", "two")])
    client.revoke_security_group_ingress(GroupId=group, IpPermissions=[permission("10.0.0.0/8", "three")])
    assert client.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"] == []


def test_rules_of_the_same_ports_are_one_permission(client: Any, group: str) -> None:
    wanted = [permission("10.0.0.0/8", "one"), permission("10.1.0.0/16", "two"), permission("10.0.0.0/8", "", port=80)]
    client.authorize_security_group_ingress(GroupId=group, IpPermissions=wanted)
    found = client.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    assert [(item["FromPort"], len(item["IpRanges"])) for item in found] == [(443, 2), (80, 1)]
