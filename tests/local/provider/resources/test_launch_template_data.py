"""What a launch template says, in Terraform's words and in EC2's."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from haveli.local.provider import schemas
from haveli.local.provider.resources.launch_template_data import from_ec2, said, to_ec2

BLOCK = schemas.resource_block("aws_launch_template")
EC2 = boto3.client("ec2", region_name="ap-south-1", aws_access_key_id="x", aws_secret_access_key="x")
REQUEST = EC2.meta.service_model.shape_for("RequestLaunchTemplateData")
ANSWER = EC2.meta.service_model.shape_for("ResponseLaunchTemplateData")

PAIRS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"ebs_optimized": "true"}, {"EbsOptimized": True}),
    ({"ram_disk_id": "r"}, {"RamDiskId": "r"}),
    ({"vpc_security_group_ids": ["sg-1"]}, {"SecurityGroupIds": ["sg-1"]}),
    ({"security_group_names": ["a"]}, {"SecurityGroups": ["a"]}),
    (
        {"license_specification": [{"license_configuration_arn": "a"}]},
        {"LicenseSpecifications": [{"LicenseConfigurationArn": "a"}]},
    ),
    (
        {"network_interfaces": [{"security_groups": ["sg-1"], "ipv4_addresses": ["10.0.0.1", "10.0.0.2"]}]},
        {
            "NetworkInterfaces": [
                {
                    "Groups": ["sg-1"],
                    "PrivateIpAddresses": [
                        {"PrivateIpAddress": "10.0.0.1", "Primary": True},
                        {"PrivateIpAddress": "10.0.0.2", "Primary": False},
                    ],
                }
            ]
        },
    ),
    (
        {"network_interfaces": [{"ipv6_addresses": ["::1"], "ipv4_address_count": 2}]},
        {"NetworkInterfaces": [{"Ipv6Addresses": [{"Ipv6Address": "::1"}], "SecondaryPrivateIpAddressCount": 2}]},
    ),
    (
        {"tag_specifications": [{"resource_type": "instance", "tags": {"b": "2", "a": "1"}}]},
        {
            "TagSpecifications": [
                {"ResourceType": "instance", "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]}
            ]
        },
    ),
    (
        {
            "instance_requirements": [
                {"accelerator_total_memory_mib": [{"max": 8}], "total_local_storage_gb": [{"min": 1}]}
            ]
        },
        {"InstanceRequirements": {"AcceleratorTotalMemoryMiB": {"Max": 8}, "TotalLocalStorageGB": {"Min": 1}}},
    ),
    ({"monitoring": [{"enabled": False}]}, {"Monitoring": {"Enabled": False}}),
]


@pytest.mark.parametrize(("values", "data"), PAIRS)
def test_values_become_what_the_model_has_and_come_back(values: dict[str, Any], data: dict[str, Any]) -> None:
    assert to_ec2(BLOCK, values, REQUEST) == data
    found = from_ec2(BLOCK, data, ANSWER)
    for name, value in values.items():
        assert _lean(found[name]) == (True if value == "true" else value)


def _lean(value: Any) -> Any:
    """Without what is not set."""
    if isinstance(value, dict):
        return {name: _lean(item) for name, item in value.items() if item not in (None, [])}
    return [_lean(item) for item in value] if isinstance(value, list) else value


def test_what_is_not_set_is_left_out() -> None:
    assert to_ec2(BLOCK, {"image_id": None, "key_name": "", "monitoring": []}, REQUEST) == {}
    found = from_ec2(BLOCK, {}, ANSWER)
    assert found["image_id"] is None and found["monitoring"] == []


def test_every_argument_of_the_schema_has_a_member_of_the_model() -> None:
    leaves = {name: "x" for name in BLOCK.attributes if name in said(BLOCK)}
    sent = to_ec2(BLOCK, {**leaves, **{name: [{}] for name in BLOCK.blocks}}, REQUEST)
    assert len(sent) == len(said(BLOCK))


def test_the_templates_own_arguments_are_outside() -> None:
    assert not {"name", "tags", "tags_all", "description", "default_version", "id"} & said(BLOCK)
    assert {"user_data", "metadata_options", "tag_specifications"} <= said(BLOCK)
