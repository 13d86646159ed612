"""Subnets: a zone of their own region, the attributes that moto leaves out, and no deletion while they are in use."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import DependencyViolationError, InvalidAvailabilityZoneError
from moto.ec2.models import EC2Backend
from moto.ec2.models.subnets import Subnet

from haveli.local.extensions.ec2 import interfaces


def install() -> None:
    """Puts the IPv6 blocks of a subnet in the place of moto's, whose state is text inside text."""
    Subnet.ipv6_cidr_block_association_set = property(ipv6_blocks)


def ipv6_blocks(subnet: Any) -> list[dict[str, Any]]:
    """The IPv6 blocks that are associated."""
    held = subnet.ipv6_cidr_block_associations.values()
    return [block for block in held if block["ipv6CidrBlockState"]["State"] == "associated"]


class SubnetBackend(EC2Backend):
    def create_subnet(
        self,
        vpc_id: str,
        cidr_block: str,
        ipv6_cidr_block: str | None = None,
        availability_zone: str | None = None,
        availability_zone_id: str | None = None,
        **rest: Any,
    ) -> Any:
        """Raises InvalidParameterValue for a zone of another region. Only default subnets give public addresses at
        launch; moto takes the first subnet of a zone for one."""
        zone = self._zone(availability_zone, availability_zone_id)
        subnet = super().create_subnet(vpc_id, cidr_block, ipv6_cidr_block, zone, None, **rest)
        if not self.get_vpc(vpc_id).is_default:
            subnet.default_for_az = False
            subnet.map_public_ip_on_launch = False
        return subnet

    def delete_subnet(self, subnet_id: str) -> Any:
        """Raises DependencyViolation while a network interface is in the subnet (EC2 API reference, DeleteSubnet)."""
        if any(interface.subnet.id == subnet_id for interface in interfaces.in_use(self)):
            raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
        return super().delete_subnet(subnet_id)

    def modify_subnet_attribute(self, subnet_id: str, attr_name: str, attr_value: Any) -> None:
        """As moto, and DNS64, AAAA records and the type of host names."""
        subnet = self.get_subnet(subnet_id)
        options = subnet.private_dns_name_options_on_launch
        if attr_name == "enable_dns64":
            subnet.enable_dns64 = attr_value
        elif attr_name == "enable_resource_name_dns_aaaa_record_on_launch":
            options["EnableResourceNameDnsAAAARecord"] = attr_value
        elif attr_name == "private_dns_hostname_type_on_launch":
            options["HostnameType"] = attr_value
        else:
            super().modify_subnet_attribute(subnet_id, attr_name, attr_value)

    def _zone(self, name: str | None, id: str | None) -> str:
        zones = self.describe_availability_zones()
        fitting = [zone.name for zone in zones if name in (None, zone.name) and id in (None, zone.zone_id)]
        if not fitting:
            raise InvalidAvailabilityZoneError(name or id, ", ".join(zone.name for zone in zones))
        return str(min(fitting))
