"""Deleting a VPC: refused while anything is in it that AWS did not put there itself."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import DependencyViolationError
from moto.ec2.models import EC2Backend


class VpcBackend(EC2Backend):
    def delete_vpc(self, vpc_id: str) -> Any:
        """Raises DependencyViolation while a gateway, an endpoint, a group or a network ACL of its own is in the VPC
        (EC2 API reference, DeleteVpc, 2026-11); moto itself looks for subnets and route tables."""
        vpc = self.get_vpc(vpc_id)
        if any(self._contents(vpc_id)):
            raise DependencyViolationError(f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")
        options, vpc.dhcp_options = vpc.dhcp_options, None  # they outlive the VPC; moto would delete them with it
        groups = dict(self.groups[vpc_id])
        self.groups[vpc_id].clear()  # only the default group is left, which nobody else may delete
        try:
            deleted = super().delete_vpc(vpc_id)
        except DependencyViolationError:
            vpc.dhcp_options = options
            self.groups[vpc_id].update(groups)
            raise
        for id in [acl.id for acl in self.network_acls.values() if acl.vpc_id == vpc_id]:
            del self.network_acls[id]
        return deleted

    def _contents(self, vpc_id: str) -> list[Any]:
        return [
            *(gateway for gateway in self.internet_gateways.values() if gateway.vpc and gateway.vpc.id == vpc_id),
            *(gateway for gateway in self.egress_only_internet_gateways.values() if gateway.vpc_id == vpc_id),
            *(group for group in self.groups[vpc_id].values() if group.name != "default"),
            *(endpoint for endpoint in self.vpc_end_points.values() if endpoint.vpc_id == vpc_id),
            *(acl for acl in self.network_acls.values() if acl.vpc_id == vpc_id and not acl.default),
        ]
