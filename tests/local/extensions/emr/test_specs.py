"""What a request says about a fleet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.emr.specs import ON_DEMAND, SPOT, Targets, parse_fleet, strategy


def test_what_a_request_leaves_out_is_nothing_or_one_unit() -> None:
    spec = parse_fleet({"InstanceFleetType": "TASK", "InstanceTypeConfigs": [{"InstanceType": "r6g.xlarge"}]})
    assert spec.targets == Targets(0, 0) and spec.name is None and spec.launch == {} and spec.resize == {}
    assert [(each.name, each.weight, each.priority) for each in spec.types] == [("r6g.xlarge", 1, None)]


@given(st.integers(0, 99), st.integers(0, 99))
def test_targets_are_kept_apart_by_purchase_option(on_demand: int, spot: int) -> None:
    targets = parse_fleet(
        {"InstanceFleetType": "CORE", "TargetOnDemandCapacity": on_demand, "TargetSpotCapacity": spot}
    ).targets
    assert (targets.of(ON_DEMAND), targets.of(SPOT), targets.total) == (on_demand, spot, on_demand + spot)


def test_each_purchase_option_has_a_strategy_of_its_own() -> None:
    launch = {"SpotSpecification": {"AllocationStrategy": "diversified"}}
    assert strategy(launch, SPOT) == "diversified" and strategy(launch, ON_DEMAND) is None
