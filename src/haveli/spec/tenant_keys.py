"""The keys of `tenants/<tenant>.yaml`."""

from __future__ import annotations

from haveli.spec.cluster_keys import CLUSTER, COST_CENTER, FLAG, MAIL
from haveli.spec.keys import Key, Update
from haveli.spec.kinds import Group, Text

TENANT_NAME = Text(
    "a tenant's name: lower-case letters, digits and single hyphens, beginning with a letter",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    "Write it as fraud or card-risk.",
)

TENANT = Group(
    {
        "tenant": Key(
            "The tenant's name: part of every name and tag, and the name of this file.",
            TENANT_NAME,
            example="fraud",
            update=Update.REFUSED,
            because="Names of buckets, databases and clusters follow from it. Provision a new tenant, move the data.",
        ),
        "owner": Key(
            "Mail address of the team that answers for the tenant; budget alerts go there.",
            MAIL,
            example="fraud-oncall@example.com",
        ),
        "cost_center": Key(
            "Cost centre in the tags.", COST_CENTER, example="risk-fraud", default="the platform's cost centre"
        ),
        "memory_optimized": Key(
            "Whether fleets have memory-optimized types (8 GiB to a vCPU) rather than general-purpose ones (4 GiB).",
            FLAG,
            example="true",
            default="false",
            update=Update.REPLACES,
            because="EMR cannot change the types of a living cluster: a new cluster is built beside the old one.",
        ),
        "staging": Key("Whether the tenant has a staging cluster.", FLAG, example="true", default="false"),
        "clusters": Key(
            "What differs from the platform's defaults, cluster by cluster.",
            Group(
                {
                    "production": Key("The production cluster.", CLUSTER, default="the defaults in platform.yaml"),
                    "staging": Key("The staging cluster.", CLUSTER, default="the defaults in platform.yaml"),
                },
                "the tenant's clusters",
            ),
            default="the defaults in platform.yaml",
        ),
    },
    "a tenant",
)
