"""The foundation's roots: what must stand before anything else can have a state, and the record of who did what."""

from __future__ import annotations

from collections.abc import Mapping

from haveli.render.platform_root import STATE, outputs_of
from haveli.render.root import Module, Output, Root, Upstream, call
from haveli.spec.models import FOUNDATION, PLATFORM, SHARED, Platform
from haveli.spec.names import PlatformNames
from haveli.spec.tags import default_tags

KEPT_AFTER_LOCK_DAYS = 30
"""Days for which a file of the trail stays after its lock has ended."""


def foundation_roots(platform: Platform) -> tuple[Root, ...]:
    """All roots of the foundation in deploy order."""
    return (state(platform), audit(platform))


def state(platform: Platform) -> Root:
    """The bucket that holds every root's state, its own included."""
    bucket = call("state_bucket", "state-bucket", {"bucket_name": platform.state_bucket})
    outputs = {
        "bucket_name": Output("Name of the state bucket.", bucket.output("bucket_name")),
        "bucket_arn": Output("ARN of the state bucket.", bucket.output("bucket_arn")),
    }
    return _root(platform, STATE.name, "state", (bucket,), outputs)


def audit(platform: Platform) -> Root:
    """The account's trail, in a bucket whose files are locked; it also records who reads and writes states."""
    names, wanted = PlatformNames.of(platform.product), platform.audit
    trail = call(
        "trail",
        "cloudtrail",
        {
            "name": names.audit.text,
            "bucket_name": names.audit_bucket.text,
            "lock": {"mode": wanted.mode, "days": wanted.days},
            "expire_days": wanted.days + KEPT_AFTER_LOCK_DAYS,
            "object_event_bucket_arns": [STATE.output("bucket_arn")],
        },
    )
    described = {
        "trail_arn": "ARN of the trail.",
        "bucket_name": "Bucket of the trail's files.",
        "bucket_arn": "ARN of the bucket of the trail's files.",
        "kms_key_arn": "Key of the trail's files.",
    }
    return _root(platform, "01-audit", "audit", (trail,), outputs_of(trail, described), (STATE,))


def _root(
    platform: Platform,
    name: str,
    component: str,
    modules: tuple[Module, ...],
    outputs: Mapping[str, Output],
    reads: tuple[Upstream, ...] = (),
) -> Root:
    tags = default_tags(
        product=platform.product,
        tenant=PLATFORM,
        environment=SHARED,
        component=component,
        owner=platform.owner,
        cost_center=platform.cost_center,
        root=f"{FOUNDATION}/{name}",
    )
    return Root(FOUNDATION, name, (platform.source,), tags, modules, outputs, reads)
