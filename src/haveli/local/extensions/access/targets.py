"""What a request is about: the ARN of its resource and the keys that conditions may ask for, by service.

From the Service Authorization Reference (read 2026-11): for each service here the actions that take a resource, and the
condition keys that a resource's tags give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Target:
    """A resource's ARN and the condition keys that it brings (lower case)."""

    arn: str = "*"
    context: Mapping[str, list[str]] = field(default_factory=dict)


def target(service: str, account: str, region: str, parameters: Parameters) -> Target:
    """The resource of a request; `*` for a service that is not known here, or an action without one."""
    find = _SERVICES.get(service)
    return find(account, region, parameters) if find else Target()


def _emr(account: str, region: str, parameters: Parameters) -> Target:
    from moto.emr.models import emr_backends

    ids = parameters.get("JobFlowIds") or [parameters.get("ClusterId") or parameters.get("ResourceId")]
    if not ids[0]:
        return Target()
    cluster = emr_backends[account][region].clusters.get(ids[0])
    arn = f"arn:aws:elasticmapreduce:{region}:{account}:cluster/{ids[0]}"
    return Target(arn, _tag_keys("elasticmapreduce", _plain_tags(getattr(cluster, "tags", None))))


def _secrets(account: str, region: str, parameters: Parameters) -> Target:
    from moto.secretsmanager.models import secretsmanager_backends

    name = parameters.get("SecretId") or parameters.get("Name")
    if not name:
        return Target()
    secret = secretsmanager_backends[account][region].secrets.get(name)
    if secret is None:
        return Target(name if name.startswith("arn:") else f"arn:aws:secretsmanager:{region}:{account}:secret:{name}")
    return Target(secret.arn, _tag_keys("secretsmanager", _plain_tags(secret.tags)))


def _glue(account: str, region: str, parameters: Parameters) -> Target:
    prefix = f"arn:aws:glue:{region}:{account}:"
    database = parameters.get("DatabaseName") or parameters.get("Name") or _inside(parameters, "DatabaseInput")
    table = parameters.get("TableName") or (parameters.get("Name") if parameters.get("DatabaseName") else None)
    table = table or _inside(parameters, "TableInput")
    if not database:
        return Target(f"{prefix}catalog")
    return Target(f"{prefix}table/{database}/{table}" if table else f"{prefix}database/{database}")


def _sts(account: str, region: str, parameters: Parameters) -> Target:
    return Target(str(parameters.get("RoleArn") or "*"))


_SERVICES: dict[str, Callable[[str, str, Parameters], Target]] = {
    "elasticmapreduce": _emr,
    "secretsmanager": _secrets,
    "glue": _glue,
    "sts": _sts,
}


def _inside(parameters: Parameters, name: str) -> str | None:
    inner = parameters.get(name)
    return inner.get("Name") if isinstance(inner, dict) else None


def _plain_tags(tags: Any) -> dict[str, str]:
    if isinstance(tags, dict):
        return {str(key): str(value) for key, value in tags.items()}
    return {str(item["Key"]): str(item["Value"]) for item in tags or ()}


def _tag_keys(service: str, tags: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        f"{prefix}:resourcetag/{key}".lower(): [value] for prefix in (service, "aws") for key, value in tags.items()
    }
