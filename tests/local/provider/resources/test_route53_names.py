"""Names and ids as Terraform writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.route53_names import full_name, in_sync, plain_id, plain_name
from tests.local.provider.doubles import TestContext


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("", "example.com"),
        ("www", "www.example.com"),
        ("www.example.com.", "www.example.com"),
        ("WWW.Example.com", "www.example.com"),
        ("wwwexample.com", "wwwexample.com.example.com"),
        ("\\052.example.com.", "*.example.com"),
    ],
)
def test_a_record_is_within_its_zone(name: str, full: str) -> None:
    assert full_name(name, "example.com.") == full


@given(st.from_regex(r"([a-z0-9*_-]{1,8}\.){0,3}[a-z]{1,5}\.?", fullmatch=True))
def test_a_full_name_is_full(name: str) -> None:
    full = full_name(name, "example.com")
    assert full == full_name(full, "example.com") == plain_name(full) and full.endswith("example.com")


def test_an_id_loses_its_kind() -> None:
    assert plain_id("/hostedzone/Z1") == plain_id("Z1") == "Z1"


class Route53:
    """A Route 53 whose changes stay pending."""

    def get_change(self, Id: str) -> dict[str, dict[str, str]]:  # noqa: N803 (boto's name)
        return {"ChangeInfo": {"Id": Id, "Status": "PENDING"}}


class Slow(TestContext):
    def client(self, service: str) -> Route53:
        return Route53()


def test_a_change_is_waited_for() -> None:
    with pytest.raises(TimedOut, match="C1"):
        in_sync(Slow("http://127.0.0.1:1"), {"ChangeInfo": {"Id": "/change/C1"}})
