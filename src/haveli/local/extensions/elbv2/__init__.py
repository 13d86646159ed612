"""Elastic Load Balancing for the local cloud: attributes with AWS's defaults, protection, and what ELB refuses.

`defaults.py` has the attributes and zones that AWS gives, `rules.py` what it refuses, `models.py` puts both into moto's
backend, `responses.py` keeps what moto's calls drop.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.elbv2.models import ELBv2Backend, FakeTargetGroup
    from moto.elbv2.responses import ELBV2Response

    from haveli.local.extensions.elbv2 import models, responses

    for name, operation in models.OPERATIONS.items():
        setattr(ELBv2Backend, name, operation)
    for name, operation in responses.OPERATIONS.items():
        setattr(ELBV2Response, name, operation)
    FakeTargetGroup.load_balancer_arns = property(models.load_balancer_arns, models.ignore_load_balancer_arns)
