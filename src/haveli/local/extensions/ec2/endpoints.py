"""VPC endpoints: their routes and network interfaces follow them, and a deleted one is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.ec2.models import EC2Backend

from haveli.local.extensions.ec2 import interfaces

#: What ModifyVpcEndpoint changes beside the lists: parameter -> attribute of moto's endpoint.
SETTINGS = {
    "PolicyDocument": "policy_document",
    "PrivateDnsEnabled": "private_dns_enabled",
    "IpAddressType": "ip_address_type",
    "DnsOptions": "dns_options",
}


class EndpointBackend(EC2Backend):
    def create_vpc_endpoint(self, vpc_id: str, service_name: str, endpoint_type: str | None, **rest: Any) -> Any:
        """As moto; interfaces have addresses of their subnets, and the endpoint's groups or the VPC's default one."""
        endpoint = super().create_vpc_endpoint(vpc_id, service_name, endpoint_type or "Gateway", **rest)
        if endpoint.vpc_endpoint_type == "Interface":
            endpoint.ip_address_type = "ipv4"
            if not endpoint.security_group_ids:
                endpoint.security_group_ids = [self.get_default_security_group(vpc_id).id]
            for id in endpoint.network_interface_ids:
                interfaces.place_in_subnet(self.enis[id])
            self._regroup(endpoint)
        return endpoint

    def change_vpc_endpoint(self, endpoint_id: str, added: dict[str, list[str]], removed: dict[str, list[str]]) -> Any:
        """Adds and removes subnets, route tables and groups, with their interfaces and routes."""
        endpoint = self.describe_vpc_endpoints(vpc_end_point_ids=[endpoint_id])[0]
        for kind in ("subnet_ids", "route_table_ids", "security_group_ids"):
            kept = [id for id in getattr(endpoint, kind) or [] if id not in removed[kind]]
            setattr(endpoint, kind, kept + [id for id in added[kind] if id not in kept])
        self._unroute(endpoint, removed["route_table_ids"])
        self._route(endpoint, added["route_table_ids"])
        self._move_interfaces(endpoint, added["subnet_ids"], removed["subnet_ids"])
        self._regroup(endpoint)
        return endpoint

    def delete_vpc_endpoints(self, vpce_ids: list[str] | None = None) -> None:
        """Deletes at once: AWS answers InvalidVpcEndpointId.NotFound for a deleted one, moto shows it as deleted."""
        for id in vpce_ids or []:
            endpoint = self.vpc_end_points.pop(id, None)
            if endpoint is not None:
                self._unroute(endpoint, endpoint.route_table_ids)
                for interface in endpoint.network_interface_ids:
                    self.enis.pop(interface, None)

    def describe_managed_prefix_lists(self, *args: Any, **kwargs: Any) -> Any:
        """As moto; each list also has its address blocks as DescribePrefixLists reports them."""
        found = super().describe_managed_prefix_lists(*args, **kwargs)
        for item in found:
            entries = list(item.entries.values())
            item.cidrs = [entry["Cidr"] for entry in entries[-1]] if entries else []
        return found

    def _route(self, endpoint: Any, tables: Iterable[str]) -> None:
        if endpoint.destination_prefix_list_id is None:
            return
        for table in tables:
            self.create_route(
                table,
                None,
                gateway_id=endpoint.id,
                destination_prefix_list_id=endpoint.destination_prefix_list_id,
            )

    def _unroute(self, endpoint: Any, tables: Iterable[str]) -> None:
        for table in tables:
            routes = self.route_tables[table]._routes if table in self.route_tables else {}
            for id in [id for id, route in routes.items() if route.gateway is endpoint]:
                del routes[id]

    def _move_interfaces(self, endpoint: Any, added: list[str], removed: list[str]) -> None:
        for id in list(endpoint.network_interface_ids):
            if id in self.enis and self.enis[id].subnet.id in removed:
                del self.enis[id]
                endpoint.network_interface_ids.remove(id)
        for subnet in added:
            interface = self.create_network_interface(subnet, [])
            interfaces.place_in_subnet(interface)
            endpoint.network_interface_ids.append(interface.id)

    def _regroup(self, endpoint: Any) -> None:
        groups = [self.get_security_group_from_id(id) for id in endpoint.security_group_ids]
        for id in endpoint.network_interface_ids:
            self.enis[id]._group_set = [group for group in groups if group is not None]
