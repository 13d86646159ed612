"""WAF for the local cloud: web ACLs that are replaced whole, kept while in use, and counted in capacity units."""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.wafv2.models import FakeWebACL, WAFV2Backend

    from haveli.local.extensions.wafv2 import models

    FakeWebACL.capacity = property(models.capacity, models.ignore_capacity)
    for name, operation in models.OPERATIONS.items():
        setattr(WAFV2Backend, name, operation)
