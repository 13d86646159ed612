"""The ElastiCache backend: moto's, with our replication groups and subnet groups at the clock's time."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.elasticache.models import ElastiCacheBackend

from haveli.local.clock import clock
from haveli.local.extensions.elasticache import exceptions
from haveli.local.extensions.elasticache.group import Facts, Group, new_group

lock = threading.RLock()
#: How long a creation, a change and a deletion take on a running local cloud.
TAKES = timedelta(milliseconds=500)
_NO_GROUP = "default"


class CacheBackend(ElastiCacheBackend):
    """One account and region."""

    takes: timedelta = TAKES

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.groups: dict[str, Group] = {}
        self.subnet_groups: dict[str, Facts] = {}

    def arn(self, kind: str, name: str) -> str:
        """The ARN of something here."""
        return f"arn:{self.partition}:elasticache:{self.region_name}:{self.account_id}:{kind}:{name}"

    def now(self) -> datetime:
        """The time; groups whose deletion has ended by then are gone."""
        moment = clock.now()
        for name in [name for name, group in self.groups.items() if group.is_gone(moment)]:
            self.tagging_service.delete_all_tags_for_resource(self.groups.pop(name).facts["ARN"])
        return moment

    def group(self, name: str) -> tuple[Group, datetime]:
        """The replication group of this name, and the time that it is seen at. Raises ReplicationGroupNotFound."""
        moment = self.now()
        if name.lower() not in self.groups:
            raise exceptions.ReplicationGroupNotFound(f"ReplicationGroup {name} not found.")
        return self.groups[name.lower()], moment

    def create_group(self, request: Mapping[str, Any]) -> Facts:
        """CreateReplicationGroup."""
        name, moment = request["ReplicationGroupId"].lower(), self.now()
        if name in self.groups:
            raise exceptions.ReplicationGroupAlreadyExists(f"Replication group {name} already exists.")
        zones = request.get("PreferredCacheClusterAZs") or self._zones(request.get("CacheSubnetGroupName"))
        arn = self.arn("replicationgroup", name)
        made = new_group(request, arn, self.region_name, zones, moment, self.takes)
        self.groups[name] = made
        self.tagging_service.tag_resource(arn, request.get("Tags") or [])
        return made.describe(moment)

    def create_subnet_group(self, request: Mapping[str, Any]) -> Facts:
        """CreateCacheSubnetGroup; names are in lower case."""
        name = request["CacheSubnetGroupName"].lower()
        if name in self.subnet_groups:
            raise exceptions.SubnetGroupAlreadyExists(f"Cache subnet group {name} already exists.")
        arn = self.arn("subnetgroup", name)
        self.subnet_groups[name] = {
            "CacheSubnetGroupName": name,
            "CacheSubnetGroupDescription": request["CacheSubnetGroupDescription"],
            "ARN": arn,
            **self._placed(request["SubnetIds"]),
        }
        self.tagging_service.tag_resource(arn, request.get("Tags") or [])
        return self.subnet_groups[name]

    def subnet_group(self, name: str) -> Facts:
        """The subnet group of this name. Raises SubnetGroupNotFound."""
        if name.lower() not in self.subnet_groups:
            raise exceptions.SubnetGroupNotFound(f"Cache subnet group {name} does not exist.")
        return self.subnet_groups[name.lower()]

    def modify_subnet_group(self, request: Mapping[str, Any]) -> Facts:
        """ModifyCacheSubnetGroup. Raises SubnetInUse for a subnet that a group of caches needs."""
        known = self.subnet_group(request["CacheSubnetGroupName"])
        if request.get("CacheSubnetGroupDescription") is not None:
            known["CacheSubnetGroupDescription"] = request["CacheSubnetGroupDescription"]
        if request.get("SubnetIds"):
            placed = self._placed(request["SubnetIds"])
            used = {zone for group in self._users(known) for zone in group.zones}
            if not used <= {_zone(subnet) for subnet in placed["Subnets"]}:
                raise exceptions.SubnetInUse("A subnet that would be removed is in use.")
            known.update(placed)
        return known

    def delete_subnet_group(self, name: str) -> None:
        """DeleteCacheSubnetGroup. Raises SubnetGroupInUse while a group of caches is in it."""
        known = self.subnet_group(name)
        if users := self._users(known):
            raise exceptions.SubnetGroupInUse(f"Cache subnet group {name} is in use by {users[0].name}.")
        self.tagging_service.delete_all_tags_for_resource(known["ARN"])
        del self.subnet_groups[known["CacheSubnetGroupName"]]

    def _users(self, subnet_group: Mapping[str, Any]) -> list[Group]:
        self.now()
        name = subnet_group["CacheSubnetGroupName"]
        return [group for group in self.groups.values() if group.member_facts["CacheSubnetGroupName"] == name]

    def _zones(self, subnet_group: str | None) -> list[str]:
        if subnet_group in (None, _NO_GROUP):
            return [f"{self.region_name}a", f"{self.region_name}b"]
        return sorted({_zone(subnet) for subnet in self.subnet_group(subnet_group or _NO_GROUP)["Subnets"]})

    def _placed(self, subnets: Sequence[str]) -> Facts:
        """The subnets, and the one VPC that they are in. Raises InvalidSubnet."""
        ec2 = ec2_backends[self.account_id][self.region_name]
        try:
            found = [ec2.get_subnet(each) for each in subnets]
        except EC2ClientError as error:
            raise exceptions.InvalidSubnet(f"Invalid subnet: {', '.join(subnets)}") from error
        if len({subnet.vpc_id for subnet in found}) != 1:
            raise exceptions.InvalidSubnet("All subnets must be in the same VPC.")
        told = [
            {
                "SubnetIdentifier": subnet.id,
                "SubnetAvailabilityZone": {"Name": subnet.availability_zone},
                "SupportedNetworkTypes": ["ipv4"],
            }
            for subnet in found
        ]
        return {"VpcId": found[0].vpc_id, "Subnets": told, "SupportedNetworkTypes": ["ipv4"]}


def _zone(subnet: Mapping[str, Any]) -> str:
    return str(subnet["SubnetAvailabilityZone"]["Name"])
