"""The keys of `platform.yaml`. All defaults of tenants stand there and nowhere else, so they are required."""

from __future__ import annotations

from dataclasses import replace

from haveli.spec.cluster_keys import (
    BUDGET,
    CORE_UNITS,
    COST_CENTER,
    IDLE_KEY,
    INSTANCE_TYPE,
    MAIL,
    NAT,
    PRIMARIES,
    RELEASE_KEY,
    SCALE,
    SPOT,
    TASK_MAX,
    TASK_MIN,
    TYPES,
)
from haveli.spec.keys import Key, Kind, Update
from haveli.spec.kinds import Choice, Group, Many, OneOf, Text
from haveli.spec.service_keys import AUDIT, BLOCK, DATABASE, DNS, EKS, LOAD_BALANCER, STUDIO

# The applications that have a chart in k8s/infra-applications/.
APPLICATIONS = ("argocd", "superset", "aws-load-balancer-controller", "external-secrets", "ingress-nginx")

BUCKET = Text(
    "a bucket's name: 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end",
    r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
)
_FOUNDATION = "Every name or every state depends on it. Build a new platform beside this one and move tenants over."


def _required(key: Key, kind: Kind | None = None) -> Key:
    return replace(key, default="", kind=kind or key.kind)


def _group(meaning: str, keys: dict[str, Key], label: str) -> Key:
    return Key(meaning, Group(keys, label))


def _refused(meaning: str, kind: Kind, example: str, because: str = _FOUNDATION, default: str = "") -> Key:
    return Key(meaning, kind, example, default, Update.REFUSED, because)


_MACHINES = {
    "primary": Key("Instance type of primaries.", INSTANCE_TYPE, "r6g.xlarge"),
    "types": Key("Instance types of core and task fleets.", TYPES, "[r6g.xlarge, r6a.xlarge, ...]"),
}

_CLUSTER = {
    "primaries": _required(PRIMARIES),
    "release": _required(RELEASE_KEY),
    "core": _group("The core fleet.", {"units": _required(CORE_UNITS)}, "the core fleet's defaults"),
    "task": _group(
        "The task fleet.",
        {"min": _required(TASK_MIN), "max": _required(TASK_MAX), "spot": _required(SPOT)},
        "the task fleet's defaults",
    ),
    "scale": _group(
        SCALE.meaning,
        {"free_memory_below": _required(SCALE.kind.keys["free_memory_below"])},  # type: ignore[attr-defined]
        "the scaling rule",
    ),
    "idle": _required(IDLE_KEY),
    "budget": _required(BUDGET),
}

PLATFORM = Group(
    {
        "product": _refused(
            "First part of every name.",
            Text("a product's name: lower-case letters, digits and single hyphens", r"[a-z][a-z0-9]*(-[a-z0-9]+)*"),
            "pai-risk-mlops",
        ),
        "account": _refused(
            "The AWS account, 12 digits.", Text("an account id of 12 digits", r"\d{12}"), "880170353725"
        ),
        "region": _refused(
            "The AWS region.", Text("a region's code such as ap-south-1", r"[a-z]{2}-[a-z]+-\d"), "ap-south-1"
        ),
        "state_bucket": _refused(
            "The bucket that holds the state of every root.", BUCKET, "pai-risk-mlops-v1-foundation-tfstates"
        ),
        "core": Key(
            "Path of your own terraform or tofu (1.11 or later).",
            Text("a path"),
            "/usr/local/bin/terraform",
            "the pinned core",
        ),
        "owner": Key("Mail address of the team that answers for the platform.", MAIL, "platform@example.com"),
        "cost_center": Key("Cost centre of the platform, and of tenants that name none.", COST_CENTER, "risk-platform"),
        "approvers": Key(
            "Who may approve production applies of others.",
            Many(MAIL, 0, 50, "a list of mail addresses"),
            default="nobody",
        ),
        "network": _group(
            "The platform's VPC.",
            {
                "cidr": _refused(
                    "Its IPv4 block, /16 to /20.", BLOCK, "10.20.0.0/16", "A VPC cannot change its block."
                ),
                "zones": _refused("Number of zones.", OneOf((2, 3)), "3", "Subnets cannot move between zones."),
                "nat": Key("NAT gateways: one per zone, a single one, or none.", NAT, "per_zone", "per_zone"),
                "reserved": Key(
                    "Blocks of others that the VPC must not overlap: offices, peers, Kubernetes services.",
                    Many(BLOCK, 0, 50, "a list of IPv4 blocks"),
                    "[172.20.0.0/16]",
                    "none",
                ),
            },
            "the network's settings",
        ),
        "dns": DNS,
        "load_balancer": LOAD_BALANCER,
        "eks": EKS,
        "database": DATABASE,
        "studio": STUDIO,
        "audit": AUDIT,
        "applications": Key(
            "Applications on the Kubernetes cluster, in the order of their charts.",
            Many(Choice(APPLICATIONS), 0, len(APPLICATIONS), "a list of applications"),
            "[argocd, superset]",
            "none",
        ),
        "defaults": _group(
            "What tenants are when their files do not say otherwise.",
            {
                "memory_optimized": _group("Types of memory-optimized tenants.", _MACHINES, "default types"),
                "general_purpose": _group("Types of other tenants.", _MACHINES, "default types"),
                "production": _group("Production clusters.", _CLUSTER, "defaults of production clusters"),
                "staging": _group("Staging clusters.", _CLUSTER, "defaults of staging clusters"),
            },
            "the defaults of tenants",
        ),
    },
    "the platform",
)
