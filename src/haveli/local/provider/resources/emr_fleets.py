"""Instance fleets between Terraform's blocks and EMR's shapes, for aws_emr_cluster and aws_emr_instance_fleet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.settled import first, without_none

#: What the genuine provider plans for a bid that is left out (resource documentation, 6.x, read 2026-11).
WHOLE_ON_DEMAND_PRICE = 100


def defaults(prefix: str = "") -> dict[str, Any]:
    """What the provider plans for the arguments of a fleet block that are left out; `prefix` is the block's path."""
    return {
        f"{prefix}target_on_demand_capacity": 0,
        f"{prefix}target_spot_capacity": 0,
        f"{prefix}instance_type_configs.weighted_capacity": 1,
        f"{prefix}instance_type_configs.bid_price_as_percentage_of_on_demand_price": WHOLE_ON_DEMAND_PRICE,
        f"{prefix}instance_type_configs.ebs_config.volumes_per_instance": 1,
        f"{prefix}launch_specifications.spot_specification.block_duration_minutes": 0,
    }


def problems(block: Values, path: tuple[str | int, ...] = ()) -> Iterable[Problem]:
    """Faults of a fleet block: a bid is a price or a percentage, not both."""
    configs = block.get("instance_type_configs")
    for index, config in enumerate(configs if isinstance(configs, list) else ()):
        if config is UNKNOWN:
            continue
        if config.get("bid_price") and config.get("bid_price_as_percentage_of_on_demand_price") is not None:
            yield Problem(
                "Conflicting configuration arguments",
                '"bid_price" conflicts with "bid_price_as_percentage_of_on_demand_price"',
                (*path, "instance_type_configs", index, "bid_price"),
            )


def request(block: Values, role: str) -> dict[str, Any]:
    """InstanceFleetConfig for a fleet block."""
    return without_none(
        {
            "InstanceFleetType": role,
            "Name": block.get("name"),
            "TargetOnDemandCapacity": block.get("target_on_demand_capacity") or 0,
            "TargetSpotCapacity": block.get("target_spot_capacity") or 0,
            "InstanceTypeConfigs": [_type_request(config) for config in block.get("instance_type_configs") or ()],
            "LaunchSpecifications": _launch_request(first(block.get("launch_specifications"))) or None,
        }
    )


def reported(fleet: Mapping[str, Any]) -> Values:
    """The attributes of a fleet block for an InstanceFleet."""
    return {
        "id": fleet["Id"],
        "name": fleet.get("Name"),
        "target_on_demand_capacity": fleet["TargetOnDemandCapacity"],
        "target_spot_capacity": fleet["TargetSpotCapacity"],
        "provisioned_on_demand_capacity": fleet["ProvisionedOnDemandCapacity"],
        "provisioned_spot_capacity": fleet["ProvisionedSpotCapacity"],
        "instance_type_configs": [_type_reported(spec) for spec in fleet["InstanceTypeSpecifications"]],
        "launch_specifications": _launch_reported(fleet.get("LaunchSpecifications", {})),
    }


def _type_request(config: Values) -> dict[str, Any]:
    bid_price = config.get("bid_price") or None
    percentage = config.get("bid_price_as_percentage_of_on_demand_price")
    return without_none(
        {
            "InstanceType": config["instance_type"],
            "WeightedCapacity": config.get("weighted_capacity"),
            "BidPrice": bid_price,
            "BidPriceAsPercentageOfOnDemandPrice": None if bid_price or percentage is None else float(percentage),
            "Configurations": [_configuration_request(each) for each in config.get("configurations") or ()] or None,
            "EbsConfiguration": _ebs_request(config.get("ebs_config") or []),
        }
    )


def _type_reported(spec: Mapping[str, Any]) -> Values:
    return {
        "instance_type": spec["InstanceType"],
        "weighted_capacity": spec["WeightedCapacity"],
        "bid_price": spec.get("BidPrice"),
        # With a price EMR reports no percentage; the state then has the plan's default, or no plan would be empty.
        "bid_price_as_percentage_of_on_demand_price": spec.get(
            "BidPriceAsPercentageOfOnDemandPrice", WHOLE_ON_DEMAND_PRICE
        ),
        "configurations": [_configuration_reported(each) for each in spec.get("Configurations", ())],
        "ebs_config": _ebs_reported(spec.get("EbsBlockDevices", ())),
    }


def _configuration_request(block: Values) -> dict[str, Any]:
    return without_none({"Classification": block.get("classification"), "Properties": block.get("properties") or {}})


def _configuration_reported(configuration: Mapping[str, Any]) -> Values:
    return {"classification": configuration.get("Classification"), "properties": configuration.get("Properties", {})}


def _ebs_request(blocks: list[Values]) -> dict[str, Any] | None:
    if not blocks:
        return None
    return {"EbsBlockDeviceConfigs": [_volume_request(block) for block in blocks]}


def _volume_request(block: Values) -> dict[str, Any]:
    volume = {"VolumeType": block["type"], "SizeInGB": block["size"], "Iops": block.get("iops") or None}
    return {"VolumeSpecification": without_none(volume), "VolumesPerInstance": block.get("volumes_per_instance") or 1}


def _ebs_reported(devices: Iterable[Mapping[str, Any]]) -> list[Values]:
    """EMR reports one device a volume; equal volumes are one block that counts them."""
    volumes = Counter(json.dumps(device["VolumeSpecification"], sort_keys=True) for device in devices)
    return [_volume_reported(json.loads(volume), count) for volume, count in volumes.items()]


def _volume_reported(volume: Mapping[str, Any], count: int) -> Values:
    return {
        "type": volume["VolumeType"],
        "size": volume["SizeInGB"],
        "iops": volume.get("Iops"),
        "volumes_per_instance": count,
    }


def _launch_request(block: Values) -> dict[str, Any]:
    on_demand, spot = first(block.get("on_demand_specification")), first(block.get("spot_specification"))
    return without_none(
        {
            "OnDemandSpecification": {"AllocationStrategy": on_demand["allocation_strategy"]} if on_demand else None,
            "SpotSpecification": _spot_request(spot) if spot else None,
        }
    )


def _spot_request(spot: Values) -> dict[str, Any]:
    return without_none(
        {
            "AllocationStrategy": spot["allocation_strategy"],
            "TimeoutAction": spot["timeout_action"],
            "TimeoutDurationMinutes": spot["timeout_duration_minutes"],
            "BlockDurationMinutes": spot.get("block_duration_minutes") or None,
        }
    )


def _launch_reported(launch: Mapping[str, Any]) -> list[Values]:
    on_demand, spot = launch.get("OnDemandSpecification"), launch.get("SpotSpecification")
    if not on_demand and not spot:
        return []
    return [
        {
            "on_demand_specification": [{"allocation_strategy": on_demand["AllocationStrategy"]}] if on_demand else [],
            "spot_specification": [_spot_reported(spot)] if spot else [],
        }
    ]


def _spot_reported(spot: Mapping[str, Any]) -> Values:
    return {
        "allocation_strategy": spot.get("AllocationStrategy"),
        "timeout_action": spot["TimeoutAction"],
        "timeout_duration_minutes": spot["TimeoutDurationMinutes"],
        "block_duration_minutes": spot.get("BlockDurationMinutes", 0),
    }
