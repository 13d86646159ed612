"""EC2's filters from arguments, tags and blocks."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.ec2_filters import filters, only


def test_arguments_tags_and_blocks_all_filter() -> None:
    config = {
        "cidr_block": "10.0.0.0/16",
        "default": False,
        "state": None,
        "tags": {"root": "infra-vpc"},
        "filter": [{"name": "owner-id", "values": ["1", "2"]}],
    }
    assert filters(config, {"cidr_block": "cidr", "default": "isDefault", "state": "state"}) == [
        {"Name": "cidr", "Values": ["10.0.0.0/16"]},
        {"Name": "isDefault", "Values": ["false"]},
        {"Name": "tag:root", "Values": ["infra-vpc"]},
        {"Name": "owner-id", "Values": ["1", "2"]},
    ]


def test_only_one_match_will_do() -> None:
    assert only([{"a": 1}], "EC2 VPC") == {"a": 1}
    with pytest.raises(LookupError, match="no matching EC2 VPC"):
        only([], "EC2 VPC")
    with pytest.raises(LookupError, match="multiple EC2 VPCs"):
        only([{}, {}], "EC2 VPC")
