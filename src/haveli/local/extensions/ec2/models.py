"""The backend of a region: moto's, with the rules of each noun in front."""

from __future__ import annotations

from haveli.local.extensions.ec2.endpoints import EndpointBackend
from haveli.local.extensions.ec2.flow_logs import FlowLogBackend
from haveli.local.extensions.ec2.gateways import GatewayBackend
from haveli.local.extensions.ec2.security_groups import SecurityGroupBackend
from haveli.local.extensions.ec2.subnets import SubnetBackend
from haveli.local.extensions.ec2.vpcs import VpcBackend


class Ec2Backend(
    VpcBackend, SubnetBackend, GatewayBackend, EndpointBackend, SecurityGroupBackend, FlowLogBackend
):  # one class, for moto has one backend for all of EC2
    """EC2 of one account and region."""
