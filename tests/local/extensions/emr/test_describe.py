"""The shapes of the API, where they differ from what a request said."""

from __future__ import annotations

from haveli.local.extensions.emr.describe import command_shape, fleet_shape, instance_shape, step_shape
from haveli.local.extensions.emr.step import Step
from tests.local.extensions.emr.machines import NOON, STARTUP, advance, new_fleet, running, step


def test_what_has_not_happened_is_left_out_of_a_timeline() -> None:
    fleet = new_fleet(spot=1)
    assert fleet_shape(fleet)["Status"]["Timeline"] == {"CreationDateTime": NOON}
    advance(fleet, NOON + STARTUP)
    assert fleet_shape(fleet)["Status"]["Timeline"] == {"CreationDateTime": NOON, "ReadyDateTime": NOON + STARTUP}


def test_a_private_instance_has_empty_public_names() -> None:
    shape = instance_shape(running(new_fleet(spot=1)).live[0])
    assert (shape["PublicDnsName"], shape["PublicIpAddress"], shape["Market"]) == ("", "", "SPOT")


def test_launch_specifications_that_were_not_given_are_left_out() -> None:
    assert not {"LaunchSpecifications", "ResizeSpecifications"} & fleet_shape(new_fleet(spot=1)).keys()


def test_the_properties_of_a_step_are_a_map() -> None:
    config = step("one")
    config["HadoopJarStep"]["Properties"] = [{"Key": "k", "Value": "v"}]
    shape = step_shape(Step.waiting(config, NOON, None))
    assert shape["Config"] == {"Jar": "command-runner.jar", "Properties": {"k": "v"}, "Args": []}
    assert "ExecutionRoleArn" not in shape and shape["ActionOnFailure"] == "TERMINATE_CLUSTER"


def test_a_bootstrap_action_without_arguments_has_an_empty_list_of_them() -> None:
    action = {"Name": "node", "ScriptBootstrapAction": {"Path": "s3://b/node.sh"}}
    assert command_shape(action) == {"Name": "node", "ScriptPath": "s3://b/node.sh", "Args": []}
