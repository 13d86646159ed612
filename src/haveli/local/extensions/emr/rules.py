"""What EMR refuses about fleets before it starts anything. Each rule gives the fault's text, or None.

Limits: EMR management guide, "Instance fleets" and "High availability", read 2026-11. The texts are ours where AWS
publishes none; the rules are AWS's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from haveli.local.extensions.emr.specs import ON_DEMAND, SPOT, FleetSpec, strategy

TYPES_WITHOUT_STRATEGY = 5
TYPES_WITH_STRATEGY = 30
PRIMARIES = (1, 3)
IDLE_SECONDS = (60, 604_800)

# Three primaries with instance fleets, by minor line: the first release of each that has them.
_THREE_PRIMARIES = {(5, 36): 1, (6, 8): 1, (6, 9): 1, (6, 10): 1, (6, 11): 1}


def faults(fleets: Sequence[FleetSpec], release: str | None) -> Iterable[str]:
    """All faults of the fleets that a RunJobFlow names."""
    yield from roles_fault(fleets)
    for fleet in fleets:
        yield from fleet_faults(fleet, release)
    yield from diversity_fault(fleets)


def fleet_faults(fleet: FleetSpec, release: str | None) -> Iterable[str]:
    """All faults that one fleet has by itself."""
    yield from target_fault(fleet)
    yield from types_fault(fleet)
    yield from price_fault(fleet)
    if fleet.role == "MASTER":
        yield from primaries_fault(fleet, release)


def roles_fault(fleets: Sequence[FleetSpec]) -> Iterable[str]:
    """One fleet for each role, and a primary fleet among them."""
    roles = [fleet.role for fleet in fleets]
    if "MASTER" not in roles:
        yield "A cluster with instance fleets must have a MASTER instance fleet."
    for role in dict.fromkeys(roles):
        if roles.count(role) > 1:
            yield f"A cluster can have only one {role} instance fleet."


def target_fault(fleet: FleetSpec) -> Iterable[str]:
    """A new fleet asks for something (API reference, InstanceFleetConfig)."""
    if fleet.targets.total == 0:
        yield (
            f"The {fleet.role} instance fleet must have at least one of TargetOnDemandCapacity and TargetSpotCapacity "
            "greater than 0."
        )
    if min(fleet.targets.on_demand, fleet.targets.spot) < 0:
        yield f"The {fleet.role} instance fleet has a negative target capacity."


def types_fault(fleet: FleetSpec) -> Iterable[str]:
    """At least one type, none twice, each with a weight above 0, and no more than the API ever takes."""
    names = [spec.name for spec in fleet.types]
    if not names:
        yield f"The {fleet.role} instance fleet has no instance type configurations."
    if len(names) > TYPES_WITH_STRATEGY:
        yield f"The {fleet.role} instance fleet has {len(names)} instance types; at most {TYPES_WITH_STRATEGY} may be."
    if len(set(names)) < len(names):
        yield f"The {fleet.role} instance fleet names an instance type more than once."
    for spec in fleet.types:
        if spec.weight < 1:
            yield f"The weighted capacity of {spec.name} must be at least 1."


def price_fault(fleet: FleetSpec) -> Iterable[str]:
    """A bid is a price or a percentage, not both."""
    for spec in fleet.types:
        if "BidPrice" in spec.config and "BidPriceAsPercentageOfOnDemandPrice" in spec.config:
            yield f"Specify either BidPrice or BidPriceAsPercentageOfOnDemandPrice for {spec.name}, not both."


def diversity_fault(fleets: Sequence[FleetSpec]) -> Iterable[str]:
    """More than five types in one fleet need an allocation strategy in every fleet of the cluster.

    That one fleet's strategy alone is not enough: hashicorp/terraform-provider-aws#25132, 2022-09.
    """
    if all(len(fleet.types) <= TYPES_WITHOUT_STRATEGY for fleet in fleets):
        return
    for fleet in fleets:
        if not _has_strategy(fleet):
            yield (
                f"The {fleet.role} instance fleet must specify an allocation strategy: an instance fleet with more "
                f"than {TYPES_WITHOUT_STRATEGY} instance types requires one in every fleet of the cluster."
            )


def primaries_fault(fleet: FleetSpec, release: str | None) -> Iterable[str]:
    """One primary, or three on-demand ones of one type on a release that has them with fleets."""
    if fleet.targets.on_demand and fleet.targets.spot:
        yield "The MASTER instance fleet may specify either TargetOnDemandCapacity or TargetSpotCapacity, not both."
    if fleet.targets.total not in PRIMARIES:
        yield "The MASTER instance fleet must have a target capacity of 1, or of 3 for multiple primary nodes."
    if fleet.targets.total == 3:
        yield from _three_primaries_fault(fleet, release)


def _three_primaries_fault(fleet: FleetSpec, release: str | None) -> Iterable[str]:
    if fleet.targets.spot:
        yield "Multiple primary nodes must be on-demand instances."
    if len(fleet.types) != 1:
        yield "Multiple primary nodes must be of one instance type."
    if not _release_has_three_primaries(release):
        yield f"Multiple primary nodes with instance fleets are not supported in release {release}."


def idle_fault(seconds: object) -> Iterable[str]:
    """The range of an auto-termination policy's timeout."""
    if not isinstance(seconds, int) or not IDLE_SECONDS[0] <= seconds <= IDLE_SECONDS[1]:
        yield f"IdleTimeout must be between {IDLE_SECONDS[0]} and {IDLE_SECONDS[1]} seconds."


def compute_limits_faults(limits: Mapping[str, Any]) -> Iterable[str]:
    """What a managed scaling policy must hold (API reference, ComputeLimits, read 2026-11)."""
    least, most = limits.get("MinimumCapacityUnits"), limits.get("MaximumCapacityUnits")
    if limits.get("UnitType") not in ("InstanceFleetUnits", "Instances", "VCPU"):
        yield "ComputeLimits.UnitType must be InstanceFleetUnits, Instances or VCPU."
    if not isinstance(least, int) or not isinstance(most, int) or least < 1:
        yield "ComputeLimits must have MinimumCapacityUnits and MaximumCapacityUnits of at least 1."
    elif least > most:
        yield "MinimumCapacityUnits must be less than or equal to MaximumCapacityUnits."


def _has_strategy(fleet: FleetSpec) -> bool:
    purchases = [purchase for purchase in (ON_DEMAND, SPOT) if fleet.targets.of(purchase)]
    return all(strategy(fleet.launch, purchase) for purchase in purchases or (ON_DEMAND,))


def _release_has_three_primaries(release: str | None) -> bool:
    found = re.fullmatch(r"emr-(\d+)\.(\d+)\.(\d+)", release or "")
    if found is None:
        return False
    major, minor, patch = (int(part) for part in found.groups())
    first_patch = _THREE_PRIMARIES.get((major, minor))
    return (major, minor) >= (6, 12) or (first_patch is not None and patch >= first_patch)
