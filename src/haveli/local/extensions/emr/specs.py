"""What a request says about a fleet: its types, weights, targets and launch specifications, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Purchase = Literal["ON_DEMAND", "SPOT"]
ON_DEMAND: Purchase = "ON_DEMAND"
SPOT: Purchase = "SPOT"

# What EMR takes when neither BidPrice nor the percentage is given (API reference, InstanceTypeConfig, read 2026-11).
WHOLE_ON_DEMAND_PRICE = 100.0


@dataclass(frozen=True)
class Targets:
    """A fleet's targets, in weighted units."""

    on_demand: int = 0
    spot: int = 0

    def of(self, purchase: Purchase) -> int:
        return self.on_demand if purchase == ON_DEMAND else self.spot

    @property
    def total(self) -> int:
        return self.on_demand + self.spot


@dataclass(frozen=True)
class TypeSpec:
    """One instance type of a fleet: what an instance of it counts for, and the request that named it."""

    name: str
    weight: int
    priority: float | None
    config: Mapping[str, Any]


@dataclass(frozen=True)
class FleetSpec:
    """One fleet of RunJobFlow or AddInstanceFleet."""

    role: str
    name: str | None
    targets: Targets
    types: tuple[TypeSpec, ...]
    launch: Mapping[str, Any]
    resize: Mapping[str, Any]

    @property
    def weights(self) -> Mapping[str, int]:
        return {spec.name: spec.weight for spec in self.types}


def parse_type(config: Mapping[str, Any]) -> TypeSpec:
    """Reads an InstanceTypeConfig. A weight that is left out is 1."""
    return TypeSpec(
        name=config["InstanceType"],
        weight=int(config.get("WeightedCapacity", 1)),
        priority=config.get("Priority"),
        config=config,
    )


def parse_fleet(config: Mapping[str, Any]) -> FleetSpec:
    """Reads an InstanceFleetConfig. A target that is left out is 0."""
    return FleetSpec(
        role=config["InstanceFleetType"],
        name=config.get("Name"),
        targets=Targets(int(config.get("TargetOnDemandCapacity") or 0), int(config.get("TargetSpotCapacity") or 0)),
        types=tuple(parse_type(each) for each in config.get("InstanceTypeConfigs") or ()),
        launch=config.get("LaunchSpecifications") or {},
        resize=config.get("ResizeSpecifications") or {},
    )


def strategy(launch: Mapping[str, Any], purchase: Purchase) -> str | None:
    """The allocation strategy that a launch specification names for a purchase option, if any."""
    key = "OnDemandSpecification" if purchase == ON_DEMAND else "SpotSpecification"
    found: str | None = launch.get(key, {}).get("AllocationStrategy")
    return found
