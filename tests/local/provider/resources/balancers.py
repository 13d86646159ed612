"""Load balancers for the tests of ELB's types: subnets in two zones, certificates, and what stands on them."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.lb import LoadBalancer
from haveli.local.provider.resources.lb_target_group import TargetGroup
from tests.local.provider.resources.network import Network
from tests.local.provider.resources.pem import pem
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-platform"


class Balancers:
    """Load balancers and target groups in one VPC."""

    def __init__(self, network: Network) -> None:
        self.ctx = network.ctx
        self.network = network
        self.elb = network.ctx.client("elbv2")
        self.subnets: list[str] = [network.subnet(number)["id"] for number in (0, 1)]

    def balancer(self, **config: Any) -> Values:
        return Life(LoadBalancer(), self.ctx).create(**{"name": NAME, "subnets": self.subnets, **config})

    def group(self, name: str = "superset", **config: Any) -> Values:
        wanted = {"port": 8088, "protocol": "HTTP", "vpc_id": self.network.vpc_id, "target_type": "ip", **config}
        return Life(TargetGroup(), self.ctx).create(name=name, **wanted)

    def certificate(self, domain: str = "mlops.example.com") -> str:
        made = pem(domain)
        answer = self.ctx.client("acm").import_certificate(
            Certificate=made["certificate_body"].encode(), PrivateKey=made["private_key"].encode()
        )
        return str(answer["CertificateArn"])
