"""The calls whose parameters moto reads in part."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores
from moto.ec2.responses import EC2Response

from haveli.local.extensions.ec2.endpoints import SETTINGS

SUBNET_SWITCHES = (
    "MapPublicIpOnLaunch",
    "AssignIpv6AddressOnCreation",
    "EnableDns64",
    "EnableResourceNameDnsARecordOnLaunch",
    "EnableResourceNameDnsAAAARecordOnLaunch",
)
ENDPOINT_LISTS = {
    "subnet_ids": "SubnetIds",
    "route_table_ids": "RouteTableIds",
    "security_group_ids": "SecurityGroupIds",
}

_create_flow_logs = EC2Response.create_flow_logs


def modify_subnet_attribute(response: Any) -> ActionResult:
    """Sets the one attribute that the call names."""
    subnet = response._get_param("SubnetId")
    for switch in SUBNET_SWITCHES:
        value = response._get_param(f"{switch}.Value")
        if value is not None:
            name = camelcase_to_underscores(switch.replace("AAAA", "Aaaa"))
            response.ec2_backend.modify_subnet_attribute(subnet, name, value)
    kind = response._get_param("PrivateDnsHostnameTypeOnLaunch")
    if kind is not None:
        response.ec2_backend.modify_subnet_attribute(subnet, "private_dns_hostname_type_on_launch", kind)
    return EmptyResult()


def modify_vpc_endpoint(response: Any) -> ActionResult:
    """Changes an endpoint's lists and settings."""
    lists = {
        verb: {kind: response._get_param(f"{verb}{name}", []) for kind, name in ENDPOINT_LISTS.items()}
        for verb in ("Add", "Remove")
    }
    id = response._get_param("VpcEndpointId")
    endpoint = response.ec2_backend.change_vpc_endpoint(id, lists["Add"], lists["Remove"])
    for parameter, attribute in SETTINGS.items():
        value = response._get_param(parameter)
        if value is not None:
            setattr(endpoint, attribute, value)
    if response._get_param("ResetPolicy"):
        endpoint.policy_document = type(endpoint)(response.ec2_backend, "", "", "", None, None, []).policy_document
    return ActionResult({"Return": True})


def create_flow_logs(response: Any) -> ActionResult:
    """As moto, with the options of the destination."""
    result = _create_flow_logs(response)
    options = response._get_param("DestinationOptions") or {}
    response.ec2_backend.set_destination_options(result.result["FlowLogIds"], options)
    return result


CALLS = {
    "modify_subnet_attribute": modify_subnet_attribute,
    "modify_vpc_endpoint": modify_vpc_endpoint,
    "create_flow_logs": create_flow_logs,
}
