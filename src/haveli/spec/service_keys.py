"""The keys of what the platform runs beside EMR: names, load balancer, Kubernetes, database, Studio and audit.

All have defaults, so that a short `platform.yaml` stands; `defaults.platform` fills them in.
"""

from __future__ import annotations

from haveli.spec.keys import Key, Update
from haveli.spec.kinds import Choice, Duration, Flag, Group, Many, Text, Whole

BLOCK = Text(
    "an IPv4 block such as 10.20.0.0/16", r"\d{1,3}(\.\d{1,3}){3}/\d{1,2}", "Write address and prefix: 10.20.0.0/16."
)
DOMAIN = Text(
    "a domain name in lower case without a dot at its end",
    r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
    "Write it as mlops.example.com.",
)
NODE_TYPES = Many(
    Text("an EC2 instance type such as m7g.large", r"[a-z][a-z0-9-]{1,20}\.[a-z0-9-]{1,20}"), 1, 20, "a list of types"
)
ROLE_NAME = Text("the name of an IAM role", r"[A-Za-z0-9+=,.@_-]{1,64}(/[A-Za-z0-9+=,.@_-]{1,64})*")

_REPLACES_ZONE = "A zone cannot be renamed: a second one is built, and every name in the first goes."
_REPLACES_CLUSTER = "EKS cannot change it: build a second cluster and move the applications."


def _nodes(kind: str, types: str, least: str, most: str) -> Key:
    keys = {
        "types": Key("Instance types, all Graviton or all x86.", NODE_TYPES, "[m7g.large]", types),
        "min": Key("Least number of nodes.", Whole(0, 100, "nodes"), least, least),
        "max": Key("Most number of nodes.", Whole(1, 100, "nodes"), most, most),
    }
    return Key(f"Nodes {kind}.", Group(keys, "a node group's settings"), default="two groups, see its keys")


DNS = Key(
    "The platform's domains.",
    Group(
        {
            "zone": Key(
                "Public domain; its parent must delegate to it. Applications are names below it.",
                DOMAIN,
                "mlops.example.com",
                "the product below the domain of `owner`",
                Update.REPLACES,
                _REPLACES_ZONE,
            ),
            "private_zone": Key(
                "Domain that only the VPC resolves.",
                DOMAIN,
                "mlops.internal",
                "the product below internal",
                Update.REPLACES,
                _REPLACES_ZONE,
            ),
        },
        "the domains",
    ),
    default="names made of the product and the domain of `owner`",
)

LOAD_BALANCER = Key(
    "The load balancer in front of the applications.",
    Group(
        {
            "scheme": Key(
                "Reached from the VPC and networks joined to it, or from the internet.",
                Choice(("internal", "internet-facing")),
                "internal",
                "internal",
                Update.REPLACES,
                "A load balancer keeps its scheme: a new one is built and the names move.",
            ),
            "allow": Key(
                "Blocks that may connect.",
                Many(BLOCK, 1, 50, "a list of IPv4 blocks"),
                "[10.0.0.0/8]",
                "the VPC's block",
            ),
        },
        "the load balancer's settings",
    ),
    default="internal, for the VPC alone",
)

CLUSTER_NAME = Key(
    "Its name, also of its values files.",
    Text("a cluster's name of at most 40 lower-case letters, digits and hyphens", r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]"),
    "pai-risk-mlops-platform",
    update=Update.REFUSED,
    because="EKS cannot rename a cluster: build a second one and move the applications.",
)

EKS = Key(
    "The platform's Kubernetes cluster.",
    Group(
        {
            "cluster": CLUSTER_NAME,
            "version": Key(
                "Kubernetes version; up by one minor version at a time, never down.",
                Text("a Kubernetes version such as 1.33", r"1\.\d{2}", "Quote it."),
                '"1.33"',
                "1.33",
            ),
            "services": Key(
                "Block of Kubernetes services.",
                BLOCK,
                "172.20.0.0/16",
                "172.20.0.0/16",
                Update.REFUSED,
                _REPLACES_CLUSTER,
            ),
            "public_access": Key(
                "Blocks from which the API answers over the internet.",
                Many(BLOCK, 0, 40, "a list of IPv4 blocks"),
                "[203.0.113.0/24]",
                "none: it answers within the VPC only",
            ),
            "admins": Key(
                "IAM roles that administer the cluster, beside the principal that creates it.",
                Many(ROLE_NAME, 0, 50, "a list of names of IAM roles"),
                "[platform-admin]",
                "nobody else",
            ),
            "trust": Key(
                "How service accounts get their roles: by associations in EKS, or by the token issuer (IRSA).",
                Choice(("pod_identity", "oidc")),
                "oidc",
                "pod_identity",
            ),
            "on_demand": _nodes("that stay: DNS, Argo CD, the operator", "m7g.large", "2", "4"),
            "spot": _nodes("on spot capacity", "m7g.large, m6g.large, r7g.large, r6g.large", "0", "6"),
        },
        "the Kubernetes cluster's settings",
    ),
)

DATABASE = Key(
    "Superset's PostgreSQL.",
    Group(
        {
            "type": Key(
                "Instance class, Graviton.",
                Text("an RDS instance class such as db.t4g.medium", r"db\.(t4g|[mr][678]g)\.[a-z0-9]+"),
                "db.t4g.medium",
                "db.t4g.medium",
            ),
            "storage": Key(
                "Storage at creation; it grows up to four times that by itself.",
                Whole(20, 10_000, "GiB"),
                "50",
                "50",
            ),
            "multi_az": Key("Whether a standby takes over when a zone fails.", Flag(), "true", "true"),
        },
        "the database's settings",
    ),
    default="a db.t4g.medium with 50 GiB and a standby",
)

STUDIO = Key(
    "SageMaker Studio.",
    Group(
        {
            "idle": Key(
                "Time without work after which a notebook's instance is stopped.",
                Duration(3_600, 31_536_000),
                "2h",
                "2h",
            ),
            "home": Key(
                "What happens to home directories when the domain goes.",
                Choice(("Retain", "Delete")),
                "Retain",
                "Retain",
            ),
        },
        "Studio's settings",
    ),
    default="stopped after 2h, home directories kept",
)

AUDIT = Key(
    "The record of who did what with the account.",
    Group(
        {
            "mode": Key(
                "Under COMPLIANCE nobody shortens the lock of a file; under GOVERNANCE a permission of its own does.",
                Choice(("COMPLIANCE", "GOVERNANCE")),
                "COMPLIANCE",
                "COMPLIANCE",
            ),
            "days": Key("Days for which nobody deletes a file.", Whole(1, 3_650, "days"), "400", "400"),
        },
        "the audit's settings",
    ),
    default="files locked for 400 days",
)
