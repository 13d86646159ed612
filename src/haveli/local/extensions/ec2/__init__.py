"""EC2's networks for the local cloud: what moto leaves out of VPCs, subnets, gateways, endpoints, groups and flow logs.

Most of it is what AWS refuses: a thing that others depend on is not deleted, so that a destroy in the wrong order fails
here as it does there. Each file extends moto's backend for its noun; `responses.py` has the calls whose parameters moto
reads in part.
"""

from __future__ import annotations


def install() -> None:
    """Puts this EC2 in the place of moto's, in this process. A second call changes nothing."""
    from moto.ec2.models import ec2_backends
    from moto.ec2.responses import EC2Response

    from haveli.local.extensions.ec2 import responses, security_rules, subnets
    from haveli.local.extensions.ec2.models import Ec2Backend

    ec2_backends.backend = Ec2Backend
    for account in ec2_backends.values():
        account.backend = Ec2Backend
        for backend in account.values():
            backend.__class__ = Ec2Backend
    for name, call in responses.CALLS.items():
        setattr(EC2Response, name, call)
    security_rules.install()
    subnets.install()
