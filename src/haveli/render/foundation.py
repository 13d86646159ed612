"""The foundation's roots: what must stand before anything else can have a state."""

from __future__ import annotations

from haveli.render.root import Output, Root, call
from haveli.spec.models import FOUNDATION, PLATFORM, SHARED, Platform
from haveli.spec.tags import default_tags


def foundation_roots(platform: Platform) -> tuple[Root, ...]:
    """All roots of the foundation in deploy order."""
    return (state(platform),)


def state(platform: Platform) -> Root:
    """The bucket that holds every root's state, its own included."""
    bucket = call("state_bucket", "state-bucket", {"bucket_name": platform.state_bucket})
    name = "00-state"
    tags = default_tags(
        product=platform.product,
        tenant=PLATFORM,
        environment=SHARED,
        component="state",
        owner=platform.owner,
        cost_center=platform.cost_center,
        root=f"{FOUNDATION}/{name}",
    )
    outputs = {
        "bucket_name": Output("Name of the state bucket.", bucket.output("bucket_name")),
        "bucket_arn": Output("ARN of the state bucket.", bucket.output("bucket_arn")),
    }
    return Root(FOUNDATION, name, (platform.source,), tags, (bucket,), outputs)
