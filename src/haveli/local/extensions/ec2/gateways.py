"""Internet gateways, NAT gateways and elastic addresses: what holds on to what."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import DependencyViolationError, EC2ClientError
from moto.ec2.models import EC2Backend

from haveli.local.extensions.ec2 import interfaces


class GatewayBackend(EC2Backend):
    def detach_internet_gateway(self, internet_gateway_id: str, vpc_id: str) -> None:
        """Raises DependencyViolation while public addresses of the VPC are in use (EC2 API reference,
        DetachInternetGateway, 2026-11)."""
        if any(address.eni and address.eni.vpc_id == vpc_id for address in self.addresses):
            raise DependencyViolationError(
                f"Network {vpc_id} has some mapped public address(es). "
                "Please unmap those public address(es) before detaching the gateway."
            )
        super().detach_internet_gateway(internet_gateway_id, vpc_id)

    def create_nat_gateway(self, *args: Any, **kwargs: Any) -> Any:
        """As moto, with an address of the subnet."""
        gateway = super().create_nat_gateway(*args, **kwargs)
        gateway.private_ip = interfaces.place_in_subnet(gateway._eni)
        gateway.address_set[0] |= {"privateIp": gateway.private_ip, "isPrimary": True}
        return gateway

    def delete_nat_gateway(self, nat_gateway_id: str) -> Any:
        """As moto; the gateway gives back its elastic address and its network interface."""
        if nat_gateway_id not in self.nat_gateways:
            raise EC2ClientError("NatGatewayNotFound", f"The Nat Gateway {nat_gateway_id} was not found")
        gateway = super().delete_nat_gateway(nat_gateway_id)
        for address in self.addresses:
            if address.eni is gateway._eni:
                self.disassociate_address(association_id=address.association_id)
        self.enis.pop(gateway._eni.id, None)
        return gateway

    def release_address(self, address: str | None = None, allocation_id: str | None = None) -> None:
        """Raises InvalidIPAddress.InUse while the address is associated (EC2 API reference, ReleaseAddress)."""
        if any(item.allocation_id == allocation_id and item.association_id for item in self.addresses):
            raise EC2ClientError("InvalidIPAddress.InUse", f"The address {allocation_id} is in use.")
        super().release_address(address, allocation_id)

    def create_route(self, route_table_id: str, *args: Any, **kwargs: Any) -> Any:
        """Raises InvalidNatGatewayID.NotFound for a NAT gateway that is not there; moto makes a route to nothing."""
        nat_gateway = kwargs.get("nat_gateway_id")
        if nat_gateway and nat_gateway not in self.nat_gateways:
            raise EC2ClientError("InvalidNatGatewayID.NotFound", f"The natGateway ID '{nat_gateway}' does not exist")
        return super().create_route(route_table_id, *args, **kwargs)
