"""aws_emr_cluster against our EMR on a driven clock."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.emr_cluster import EmrCluster, configurations_form, log_form
from tests.local.provider.resources import emr_cloud
from tests.local.provider.resources.emr_cloud import EmrContext, emr_ctx
from tests.local.provider.settling import Life

__all__ = ["emr_ctx"]


@pytest.fixture
def life(emr_ctx: EmrContext) -> Life:
    return Life(EmrCluster(), emr_ctx)


def cluster_of(life: Life) -> Any:
    return life.ctx.client("emr").describe_cluster(ClusterId=life.state["id"])["Cluster"]


def test_a_created_cluster_is_up_and_its_next_plan_is_empty(life: Life) -> None:
    state = life.create(**emr_cloud.cluster(life.ctx))
    assert state["cluster_state"] == "WAITING"
    assert state["arn"] == f"arn:aws:elasticmapreduce:ap-south-1:{life.ctx.account}:cluster/{state['id']}"
    assert state["core_instance_fleet"][0]["provisioned_on_demand_capacity"] == 2
    assert state["master_instance_fleet"][0]["id"].startswith("if-")
    assert state["termination_protection"] is False and state["keep_job_flow_alive_when_no_steps"] is True


def test_the_primary_of_the_state_is_a_node_of_the_cluster(life: Life) -> None:
    state = life.create(**emr_cloud.cluster(life.ctx))
    nodes = life.ctx.client("emr").list_instances(ClusterId=state["id"], InstanceFleetType="MASTER")["Instances"]
    assert state["master_public_dns"] in [node["PrivateDnsName"] for node in nodes]


def test_what_was_asked_for_reaches_emr(life: Life) -> None:
    life.create(
        **emr_cloud.cluster(
            life.ctx,
            auto_termination_policy=[{"idle_timeout": 2700}],
            bootstrap_action=[{"name": "node", "path": "s3://b/node.sh", "args": ["30"]}],
            tags={"tenant": "fraud"},
            termination_protection=True,
            unhealthy_node_replacement=True,
        )
    )
    emr, found = life.ctx.client("emr"), cluster_of(life)
    assert found["TerminationProtected"] and found["UnhealthyNodeReplacement"]
    assert found["Configurations"] == [{"Classification": "trino-config", "Properties": {"a": "b"}}]
    assert {tag["Key"]: tag["Value"] for tag in found["Tags"]} == {"tenant": "fraud", "product": "pai-risk-mlops"}
    policy = emr.get_auto_termination_policy(ClusterId=found["Id"])["AutoTerminationPolicy"]
    assert policy == {"IdleTimeout": 2700}
    actions = emr.list_bootstrap_actions(ClusterId=found["Id"])["BootstrapActions"]
    assert actions == [{"Name": "node", "ScriptPath": "s3://b/node.sh", "Args": ["30"]}]


def test_settings_change_in_place(life: Life) -> None:
    life.create(**emr_cloud.cluster(life.ctx, auto_termination_policy=[{"idle_timeout": 2700}], tags={"a": "1"}))
    before = life.state["id"]
    life.change(
        auto_termination_policy=[{"idle_timeout": 3600}],
        step_concurrency_level=5,
        visible_to_all_users=False,
        unhealthy_node_replacement=True,
        termination_protection=True,
        tags={"b": "2"},
    )
    found = cluster_of(life)
    assert found["Id"] == before and found["StepConcurrencyLevel"] == 5 and not found["VisibleToAllUsers"]
    assert found["TerminationProtected"] and found["UnhealthyNodeReplacement"]
    assert {tag["Key"] for tag in found["Tags"]} == {"b", "product"}
    life.change(auto_termination_policy=[], termination_protection=False)
    assert "AutoTerminationPolicy" not in life.ctx.client("emr").get_auto_termination_policy(ClusterId=before)


@pytest.mark.parametrize(
    "change",
    [
        {"release_label": "emr-7.11.0"},
        {"name": "other"},
        {"configurations_json": "[]"},
        {"applications": ["Trino"]},
        {"log_uri": "s3://elsewhere/"},
        {"ec2_attributes": [{"subnet_ids": ["subnet-1"], "instance_profile": "node"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_makes_a_cluster_what_it_is_replaces_it(life: Life, change: dict[str, Any]) -> None:
    life.create(**emr_cloud.cluster(life.ctx))
    assert life.replaced_by(**change) == tuple(change)


def test_another_core_target_replaces_the_cluster(life: Life) -> None:
    """provider #36492: why the platform ignores changes to it."""
    config = emr_cloud.cluster(life.ctx)
    life.create(**config)
    core = {**config["core_instance_fleet"][0], "target_on_demand_capacity": 3}
    assert life.replaced_by(core_instance_fleet=[core]) == ("core_instance_fleet",)


def test_three_primaries_with_protection_stay_protected(life: Life) -> None:
    life.create(**three_primaries(life, termination_protection=True))
    assert cluster_of(life)["TerminationProtected"] is True
    assert life.state["master_instance_fleet"][0]["provisioned_on_demand_capacity"] == 3


def test_three_primaries_without_protection_in_the_configuration_lose_it(life: Life) -> None:
    life.create(**three_primaries(life))
    assert cluster_of(life)["TerminationProtected"] is False


def three_primaries(life: Life, **changes: Any) -> dict[str, Any]:
    config = emr_cloud.cluster(life.ctx, **changes)
    config["master_instance_fleet"][0]["target_on_demand_capacity"] = 3
    return config | {"placement_group_config": [{"instance_role": "MASTER", "placement_strategy": "SPREAD"}]}


def test_a_protected_cluster_refuses_to_be_destroyed_with_the_words_of_aws(life: Life) -> None:
    life.create(**emr_cloud.cluster(life.ctx, termination_protection=True))
    with pytest.raises(ClientError, match="since they are termination protected"):
        life.delete()
    assert cluster_of(life)["Status"]["State"] == "WAITING"


def test_a_destroyed_cluster_has_ended_and_reads_as_gone(life: Life) -> None:
    life.create(**emr_cloud.cluster(life.ctx))
    life.delete()
    assert cluster_of(life)["Status"]["State"] == "TERMINATED"


def test_a_cluster_that_was_ended_by_hand_reads_as_gone(life: Life) -> None:
    life.create(**emr_cloud.cluster(life.ctx))
    life.ctx.client("emr").terminate_job_flows(JobFlowIds=[life.state["id"]])
    life.ctx.clock.advance(emr_cloud.SECOND)
    assert life.refresh() is None


def test_a_cluster_that_does_not_come_up_fails_with_the_reason_of_emr(life: Life) -> None:
    config = emr_cloud.cluster(life.ctx)
    config["ec2_attributes"][0]["subnet_ids"] = ["subnet-00000000000000000"]
    with pytest.raises(Exception, match=r"VALIDATION_ERROR: .*subnet-00000000000000000.* does not exist"):
        life.create(**config)


def test_an_imported_cluster_has_the_state_of_the_created_one(life: Life) -> None:
    created = life.create(**emr_cloud.cluster(life.ctx, auto_termination_policy=[{"idle_timeout": 2700}]))
    imported = life.imported(created["id"])
    assert imported["core_instance_fleet"] == created["core_instance_fleet"]
    assert imported["ec2_attributes"] == created["ec2_attributes"]
    assert imported["auto_termination_policy"] == created["auto_termination_policy"]


def test_steps_of_the_configuration_are_run_and_read_back_in_order(life: Life) -> None:
    steps = [
        {
            "name": name,
            "action_on_failure": "CONTINUE",
            "hadoop_jar_step": [
                {"jar": "command-runner.jar", "args": ["true"], "main_class": None, "properties": {"k": name}}
            ],
        }
        for name in ("first", "second")
    ]
    state = life.create(**emr_cloud.cluster(life.ctx, step=steps))
    assert [step["name"] for step in state["step"]] == ["first", "second"]


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"step_concurrency_level": 257}, "range"),
        ({"auto_termination_policy": [{"idle_timeout": 59}]}, "range"),
        ({"master_instance_fleet": []}, "must be specified"),
        ({"core_instance_group": [{"instance_type": "m5.xlarge"}]}, "instance fleets"),
        ({"configurations": "https://example.com/c.json"}, "conflicts"),
    ],
)
def test_faults_of_a_configuration_are_found_before_anything_is_made(
    life: Life, change: dict[str, Any], detail: str
) -> None:
    found = list(EmrCluster().validate(emr_cloud.cluster(life.ctx, **change)))
    assert [detail in problem.detail for problem in found] == [True]


def test_a_whole_configuration_has_no_faults_even_with_unknown_blocks(life: Life) -> None:
    unknown = {"auto_termination_policy": UNKNOWN, "master_instance_fleet": [UNKNOWN]}
    assert list(EmrCluster().validate(emr_cloud.cluster(life.ctx))) == []
    assert list(EmrCluster().validate(emr_cloud.cluster(life.ctx, **unknown))) == []


def test_a_bid_is_a_price_or_a_percentage(life: Life) -> None:
    config = emr_cloud.cluster(life.ctx)
    bid = {"instance_type": "r6g.xlarge", "bid_price": "0.2", "bid_price_as_percentage_of_on_demand_price": 80}
    config["master_instance_fleet"][0]["instance_type_configs"] = [bid]
    paths = [problem.path for problem in EmrCluster().validate(config)]
    assert paths == [("master_instance_fleet", 0, "instance_type_configs", 0, "bid_price")]


def test_the_log_address_means_the_same_in_either_scheme() -> None:
    assert log_form("s3n://bucket/emr/") == log_form("s3://bucket/emr/") != log_form("s3://bucket/other/")


words = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), words), max_size=4))
def test_configurations_mean_the_same_however_they_are_written(items: list[tuple[str, dict[str, str]]]) -> None:
    terse = [{"Classification": name, **({"Properties": found} if found else {})} for name, found in items]
    wordy = [{"Configurations": [], "Properties": found, "Classification": name} for name, found in items]
    assert configurations_form(json.dumps(terse)) == configurations_form(json.dumps(wordy, indent=2))


def test_other_properties_are_another_configuration() -> None:
    one, two = (json.dumps([{"Classification": "a", "Properties": {"k": value}}]) for value in ("1", "2"))
    assert configurations_form(one) != configurations_form(two)
