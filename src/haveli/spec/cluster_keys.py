"""The keys of a cluster, which a tenant's file and the defaults in `platform.yaml` share."""

from __future__ import annotations

from haveli.spec.keys import Key, Update
from haveli.spec.kinds import Choice, Duration, Flag, Group, Many, OneOf, Percent, Text, Whole

MAIL = Text("an e-mail address", r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}", "Write it as team@example.com.")
COST_CENTER = Text("a cost centre of at most 64 letters, digits and . _ -", r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
INSTANCE_TYPE = Text("an EC2 instance type such as r6g.xlarge", r"[a-z][a-z0-9-]{1,20}\.[a-z0-9-]{1,20}")
RELEASE = Text("an EMR release label such as emr-7.10.0", r"emr-\d+\.\d+\.\d+")
FLAG = Flag()

# EMR allows 5 types to a fleet, and 30 with an allocation strategy, which haveli always sets: EMR Management Guide,
# "Planning and configuring instance fleets", read 2026-11. Fewer than 5 leave a spot fleet with too few pools.
TYPES = Many(INSTANCE_TYPE, least=5, most=30, label="a list of instance types")

# Limits of AutoTerminationPolicy.IdleTimeout: EMR API Reference, read 2026-11.
IDLE = Duration(60, 604_800)

_REPLACES = "EMR cannot change it on a living cluster: a new cluster is built beside the old one, then the name moves."
_LIVE = "The operator owns live capacity: `haveli cluster resize` moves it, Terraform leaves it alone."

PRIMARIES = Key(
    "Number of primary nodes; three survive the loss of one.",
    OneOf((1, 3)),
    example="3",
    default="3 in production, 1 in staging",
    update=Update.REPLACES,
    because=_REPLACES,
)
RELEASE_KEY = Key(
    "EMR release, which fixes the versions of Trino, Spark and Iceberg.",
    RELEASE,
    example="emr-7.10.0",
    default="the release in platform.yaml",
    update=Update.REPLACES,
    because=_REPLACES,
)
CORE_UNITS = Key(
    "On-demand core capacity in units of 32 GiB; it holds HDFS and does not shrink while the cluster runs.",
    Whole(1, 64, "units"),
    example="2",
    default="2 in production, 1 in staging",
    because=_LIVE,
)
TASK_MIN = Key(
    "Least task capacity in units of 32 GiB.",
    Whole(0, 500, "units"),
    example="1",
    default="1 in production, 0 in staging",
    because=_LIVE,
)
TASK_MAX = Key(
    "Most task capacity in units of 32 GiB, before the budget lowers it.",
    Whole(1, 500, "units"),
    example="16",
    default="16 in production, 6 in staging",
    because=_LIVE,
)
SPOT = Key(
    "Share of task capacity on spot; the rest is on-demand.",
    Percent(),
    example="100%",
    default="100%",
    because=_LIVE,
)
SCALE = Key(
    "When the task fleet grows.",
    Group(
        {
            "free_memory_below": Key(
                "Share of free memory (the lower of YARN's and Trino's) under which the task fleet grows.",
                Percent(1, 90),
                example="15%",
                default="15% in production, 25% in staging",
            )
        },
        "the scaling rule",
    ),
    default="the rule in platform.yaml",
)
IDLE_KEY = Key(
    "Time without work after which the cluster is parked: ended, and brought back with `haveli cluster up`.",
    IDLE,
    example="45m",
    default="never in production, 45m in staging",
)
BUDGET = Key(
    "Limit of a calendar month in whole US dollars; alerts at 50, 80 and 100 %, and the operator holds it.",
    Whole(1, 1_000_000, "US dollars"),
    example="1500",
    default="1500 in production, 200 in staging",
)


def fleet_types(fleet: str) -> Key:
    """The key `types` of the core or task fleet."""
    return Key(
        f"Instance types of the {fleet} fleet; more types are more pools to find capacity in.",
        TYPES,
        example="[r6g.xlarge, r6g.2xlarge, r6a.xlarge, r6a.2xlarge, r5a.xlarge, r5a.2xlarge]",
        default="the types of memory-optimized or general-purpose tenants in platform.yaml",
        update=Update.REPLACES,
        because=_REPLACES,
    )


PRIMARY = Key(
    "The primary nodes.",
    Group(
        {
            "type": Key(
                "Instance type of all primaries; they are on-demand.",
                INSTANCE_TYPE,
                example="r6g.xlarge",
                default="the primary type in platform.yaml",
                update=Update.REPLACES,
                because=_REPLACES,
            )
        },
        "the primaries' settings",
    ),
    default="the primaries in platform.yaml",
)

CLUSTER = Group(
    {
        "primaries": PRIMARIES,
        "release": RELEASE_KEY,
        "primary": PRIMARY,
        "core": Key(
            "The core fleet: on-demand, fixed.",
            Group({"units": CORE_UNITS, "types": fleet_types("core")}, "the core fleet's settings"),
            default="the core fleet in platform.yaml",
        ),
        "task": Key(
            "The task fleet, which the operator scales between min and max.",
            Group(
                {"min": TASK_MIN, "max": TASK_MAX, "types": fleet_types("task"), "spot": SPOT},
                "the task fleet's settings",
            ),
            default="the task fleet in platform.yaml",
        ),
        "scale": SCALE,
        "idle": IDLE_KEY,
        "budget": BUDGET,
    },
    "a cluster's settings",
)

NAT = Choice(("per_zone", "single", "none"))
