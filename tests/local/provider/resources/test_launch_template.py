"""aws_launch_template against moto."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from haveli.local.provider.resources.launch_template import LaunchTemplate
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

#: A template as the platform's node groups have it.
NODES: dict[str, Any] = {
    "name": "pai-risk-mlops-platform-nodes",
    "update_default_version": True,
    "user_data": base64.b64encode(b"#!/bin/bash\n").decode(),
    "ebs_optimized": "true",
    "metadata_options": [{"http_endpoint": "enabled", "http_tokens": "required", "http_put_response_hop_limit": 1}],
    "block_device_mappings": [
        {
            "device_name": "/dev/xvda",
            "ebs": [{"volume_size": 50, "volume_type": "gp3", "encrypted": "true", "delete_on_termination": "true"}],
        }
    ],
    "monitoring": [{"enabled": True}],
    "tag_specifications": [{"resource_type": "instance", "tags": {"Name": "node"}}],
    "tags": {"component": "eks"},
}


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(LaunchTemplate(), ctx)


def test_a_template_of_nodes_settles(life: Life, ctx: TestContext) -> None:
    state = life.create(**NODES)
    assert state["latest_version"] == state["default_version"] == 1
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:{ctx.account}:launch-template/{state['id']}"


def test_an_empty_template_without_a_name_settles(life: Life) -> None:
    state = life.create(name_prefix="pai-")
    assert state["name"].startswith("pai-") and state["block_device_mappings"] == []


@pytest.mark.parametrize(
    "config",
    [
        {
            "network_interfaces": [
                {
                    "associate_public_ip_address": "false",
                    "delete_on_termination": "true",
                    "device_index": 0,
                    "security_groups": ["sg-1"],
                }
            ]
        },
        {"vpc_security_group_ids": ["sg-1", "sg-2"], "instance_type": "m7g.large", "image_id": "ami-12345678"},
        {"instance_market_options": [{"market_type": "spot", "spot_options": [{"max_price": "0.1"}]}]},
        {
            "instance_requirements": [
                {
                    "vcpu_count": [{"min": 2, "max": 8}],
                    "memory_mib": [{"min": 4096}],
                    "memory_gib_per_vcpu": [{"min": 4}],
                    "cpu_manufacturers": ["amazon-web-services"],
                }
            ]
        },
        {"iam_instance_profile": [{"name": "node"}], "placement": [{"tenancy": "default"}]},
        {"enclave_options": [{"enabled": False}], "hibernation_options": [{"configured": False}]},
        {
            "cpu_options": [{"core_count": 2, "threads_per_core": 1}],
            "credit_specification": [{"cpu_credits": "standard"}],
        },
        {"private_dns_name_options": [{"hostname_type": "resource-name", "enable_resource_name_dns_a_record": True}]},
    ],
)
def test_each_block_settles(life: Life, config: dict[str, Any]) -> None:
    life.create(name="one", **config)


def test_a_change_is_a_new_version_and_the_default(life: Life, ctx: TestContext) -> None:
    life.create(**NODES)
    changed = life.change(metadata_options=[{"http_tokens": "required"}], description="no hops")
    assert changed["latest_version"] == changed["default_version"] == 2
    versions = ctx.client("ec2").describe_launch_template_versions(LaunchTemplateId=changed["id"])
    assert len(versions["LaunchTemplateVersions"]) == 2


def test_without_it_the_default_stays_until_it_is_set(life: Life) -> None:
    life.create(**{**NODES, "update_default_version": None})
    changed = life.change(instance_type="m5.large")
    assert (changed["latest_version"], changed["default_version"]) == (2, 1)
    assert life.change(default_version=2)["default_version"] == 2


def test_tags_are_no_new_version(life: Life) -> None:
    life.create(**NODES)
    assert life.change(tags={"tenant": "platform"})["latest_version"] == 1


def test_another_name_replaces_a_template(life: Life) -> None:
    life.create(**NODES)
    assert life.replaced_by(name="other") == ("name",)


def test_a_template_is_imported_by_its_id(life: Life) -> None:
    state = life.create(**NODES)
    found = life.imported(state["id"])
    assert {name for name in state if found[name] != state[name]} == {"update_default_version"}
    life.delete()


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a b"}, "name"),
        ({"name": "x" * 126}, "name"),
        ({"default_version": 1, "update_default_version": True}, "default_version"),
        ({"instance_type": "m5.large", "instance_requirements": [{}]}, "instance_type"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in LaunchTemplate().validate(config)] == [(path,)]
