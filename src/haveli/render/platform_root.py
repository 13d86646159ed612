"""What every root of the platform has in common, and by what the others know it."""

from __future__ import annotations

from collections.abc import Mapping

from haveli.render.root import Module, Output, Root, Upstream
from haveli.spec.models import FOUNDATION, PLATFORM, SHARED, Platform
from haveli.spec.tags import default_tags

STATE = Upstream(FOUNDATION, "00-state")
VPC = Upstream(PLATFORM, "00-infra-vpc")
DNS = Upstream(PLATFORM, "01-infra-dns")
EKS = Upstream(PLATFORM, "02-infra-eks")
ALB = Upstream(PLATFORM, "03-infra-alb")
RDS = Upstream(PLATFORM, "04-infra-rds")
EMR = Upstream(PLATFORM, "05-infra-emr")
SAGEMAKER = Upstream(PLATFORM, "06-infra-sagemaker")
SECRETS = Upstream(PLATFORM, "07-infra-secrets")
IRSA = Upstream(PLATFORM, "08-infra-irsa")
OPERATOR = Upstream(PLATFORM, "09-infra-operator")
OBSERVABILITY = Upstream(PLATFORM, "10-infra-observability")


def platform_root(
    platform: Platform,
    name: str,
    component: str,
    modules: tuple[Module, ...],
    outputs: Mapping[str, Output],
    reads: tuple[Upstream, ...] = (),
) -> Root:
    """A root of the platform with its tags."""
    tags = platform_tags(platform, name, component)
    return Root(PLATFORM, name, (platform.source,), tags, modules, outputs, reads)


def platform_tags(platform: Platform, name: str, component: str) -> dict[str, str]:
    """The tags of a root of the platform."""
    return default_tags(
        product=platform.product,
        tenant=PLATFORM,
        environment=SHARED,
        component=component,
        owner=platform.owner,
        cost_center=platform.cost_center,
        root=f"{PLATFORM}/{name}",
    )


def outputs_of(made: Module, described: Mapping[str, str]) -> dict[str, Output]:
    """Outputs of a root that are those of one call, by name and description."""
    return {name: Output(description, made.output(name)) for name, description in described.items()}


def bucket_outputs(prefix: str, content: str, made: Module) -> dict[str, Output]:
    """Name and ARN of a bucket as outputs of a root."""
    return {
        f"{prefix}_bucket_name": Output(f"Bucket of {content}.", made.output("bucket_name")),
        f"{prefix}_bucket_arn": Output(f"ARN of the bucket of {content}.", made.output("bucket_arn")),
    }
