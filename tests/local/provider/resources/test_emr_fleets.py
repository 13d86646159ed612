"""Fleet blocks and EMR's shapes, there and back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources import emr_fleets

ebs_blocks = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["gp2", "gp3"]),
        "size": st.integers(10, 500),
        "iops": st.none() | st.integers(3000, 9000),
        "volumes_per_instance": st.integers(1, 4),
    }
)
type_blocks = st.fixed_dictionaries(
    {
        "instance_type": st.sampled_from(["r6g.xlarge", "r6a.2xlarge", "r5a.xlarge"]),
        "weighted_capacity": st.integers(1, 8),
        "bid_price": st.none() | st.just("0.25"),
        "bid_price_as_percentage_of_on_demand_price": st.just(100),
        "configurations": st.lists(
            st.fixed_dictionaries({"classification": st.text("abc", min_size=1), "properties": st.just({"k": "v"})}),
            max_size=2,
        ),
        "ebs_config": st.lists(ebs_blocks, max_size=2, unique_by=lambda block: (block["type"], block["size"])),
    }
)


def as_emr_has_it(request: dict[str, Any]) -> dict[str, Any]:
    """InstanceTypeSpecification for an InstanceTypeConfig: EMR lists one device a volume."""
    configs = request.get("EbsConfiguration", {}).get("EbsBlockDeviceConfigs", [])
    devices = [
        {"VolumeSpecification": config["VolumeSpecification"], "Device": "/dev/sdb"}
        for config in configs
        for _ in range(config["VolumesPerInstance"])
    ]
    return {**request, "EbsBlockDevices": devices}


@given(st.lists(type_blocks, min_size=1, max_size=6), st.integers(0, 9), st.integers(0, 9))
def test_a_fleet_block_comes_back_from_emr_as_it_went(types: list[dict[str, Any]], on_demand: int, spot: int) -> None:
    block = {
        "name": "core",
        "target_on_demand_capacity": on_demand,
        "target_spot_capacity": spot,
        "instance_type_configs": types,
        "launch_specifications": [],
    }
    request = emr_fleets.request(block, "CORE")
    specs = [as_emr_has_it(each) for each in request.pop("InstanceTypeConfigs")]
    provisioned = {"Id": "if-1", "ProvisionedOnDemandCapacity": 0, "ProvisionedSpotCapacity": 0}
    reported = emr_fleets.reported({**request, **provisioned, "InstanceTypeSpecifications": specs})
    assert {name: reported[name] for name in block} == block


def test_a_price_goes_to_emr_without_the_percentage_that_the_plan_fills_in() -> None:
    config = {
        "instance_type": "r6g.xlarge",
        "bid_price": "0.2",
        "bid_price_as_percentage_of_on_demand_price": emr_fleets.WHOLE_ON_DEMAND_PRICE,
    }
    sent = emr_fleets.request({"instance_type_configs": [config]}, "TASK")["InstanceTypeConfigs"]
    assert sent == [{"InstanceType": "r6g.xlarge", "BidPrice": "0.2"}]


def test_launch_specifications_come_back_from_emr_as_they_went() -> None:
    spot = {
        "allocation_strategy": "price-capacity-optimized",
        "timeout_action": "SWITCH_TO_ON_DEMAND",
        "timeout_duration_minutes": 15,
        "block_duration_minutes": 0,
    }
    launch = [{"on_demand_specification": [{"allocation_strategy": "lowest-price"}], "spot_specification": [spot]}]
    request = emr_fleets.request({"launch_specifications": launch}, "CORE")
    assert "BlockDurationMinutes" not in request["LaunchSpecifications"]["SpotSpecification"]
    provisioned = {"Id": "if-1", "ProvisionedOnDemandCapacity": 0, "ProvisionedSpotCapacity": 0}
    reported = emr_fleets.reported({**request, **provisioned, "InstanceTypeSpecifications": []})
    assert reported["launch_specifications"] == launch


def test_the_defaults_of_a_block_stand_under_its_path() -> None:
    assert emr_fleets.defaults("core_instance_fleet.")["core_instance_fleet.target_spot_capacity"] == 0


def test_what_is_not_known_yet_has_no_faults() -> None:
    assert list(emr_fleets.problems({"instance_type_configs": UNKNOWN})) == []
    assert list(emr_fleets.problems({"instance_type_configs": [UNKNOWN]})) == []
