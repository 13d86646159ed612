"""The extension in moto's place."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.responses import EC2Response

from haveli.local.extensions import ec2
from haveli.local.extensions.ec2 import responses, urls
from haveli.local.extensions.ec2.models import Ec2Backend


def test_installing_twice_changes_nothing(client: Any) -> None:
    before = EC2Response.create_flow_logs
    ec2.install()
    assert EC2Response.create_flow_logs is before and ec2_backends.backend is Ec2Backend


def test_a_region_that_was_in_use_before_has_the_new_rules(client: Any) -> None:
    backend = ec2_backends["123456789012"]["eu-west-1"]
    backend.__class__ = EC2Backend
    ec2.install()
    assert isinstance(ec2_backends["123456789012"]["eu-west-1"], Ec2Backend)


def test_moto_finds_where_ec2_answers(client: Any) -> None:
    assert ec2_backends["123456789012"]["ap-south-1"].urls.keys() == {urls.url_bases[0] + "/"}


def test_every_replaced_call_is_one_that_moto_has() -> None:
    assert all(hasattr(EC2Response, name) for name in responses.CALLS)
