"""Rules of a security group, pure."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources.security_rules import (
    SELF,
    Atom,
    atoms_found,
    atoms_of,
    permissions_for,
    protocol_form,
    rules_form,
    rules_held,
)

GROUP, ACCOUNT = "sg-own", "123456789012"

PORTS = st.sampled_from([("tcp", 443, 443), ("tcp", 80, 90), ("udp", 53, 53), ("-1", 0, 0)])
BLOCKS = st.lists(st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0"]), unique=True, max_size=3)
GROUPS = st.lists(st.sampled_from(["sg-1", "sg-2", "999999999999/sg-3"]), unique=True, max_size=2)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    protocol, first, last = draw(PORTS)
    return {
        "protocol": protocol,
        "from_port": first,
        "to_port": last,
        "description": draw(st.sampled_from(["", "from the office"])),
        "cidr_blocks": draw(BLOCKS),
        "ipv6_cidr_blocks": draw(st.sampled_from([[], ["::/0"]])),
        "prefix_list_ids": draw(st.sampled_from([[], ["pl-1"]])),
        "security_groups": draw(GROUPS),
        "self": draw(st.booleans()),
    }


def as_ec2(atoms: list[Atom]) -> list[Atom]:
    """What EC2 would report for these atoms."""
    permissions = permissions_for(atoms, GROUP)
    return atoms_found(permissions, GROUP, ACCOUNT)


@given(st.lists(rules(), max_size=4))
def test_what_is_sent_is_what_is_found(listed: list[dict[str, Any]]) -> None:
    assert set(as_ec2(atoms_of(listed))) == set(atoms_of(listed))


@given(st.lists(rules(), max_size=4))
def test_rules_that_all_exist_keep_their_grouping(listed: list[dict[str, Any]]) -> None:
    some = [rule for rule in listed if atoms_of([rule])]
    assert rules_held(some, as_ec2(atoms_of(some))) == some


@given(st.lists(rules(), max_size=4), st.lists(rules(), max_size=4))
def test_what_is_held_is_what_exists_whatever_the_state_knows(
    known: list[dict[str, Any]], real: list[dict[str, Any]]
) -> None:
    held = rules_held(known, as_ec2(atoms_of(real)))
    assert set(atoms_of(held)) == set(atoms_of(real))


@given(rules())
def test_the_form_of_rules_does_not_depend_on_their_grouping(rule: dict[str, Any]) -> None:
    single = [
        {
            **rule,
            "cidr_blocks": [block],
            "ipv6_cidr_blocks": None,
            "prefix_list_ids": None,
            "security_groups": None,
            "self": None,
        }
        for block in rule["cidr_blocks"]
    ]
    rest = {**rule, "cidr_blocks": []}
    assert rules_form([rest, *single]) == rules_form([rule])


def test_a_protocol_has_one_form() -> None:
    assert [protocol_form(text) for text in ("6", "TCP", "all", "-1", "58", "47")] == [
        "tcp",
        "tcp",
        "-1",
        "-1",
        "icmpv6",
        "47",
    ]


def test_a_rule_that_lost_a_source_shows_the_others() -> None:
    known = {"protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["10.0.0.0/8", "10.1.0.0/16"]}
    left = [atom for atom in atoms_of([known]) if atom.source == "10.0.0.0/8"]
    [held] = rules_held([known], left)
    assert held["cidr_blocks"] == ["10.0.0.0/8"] and held["self"] is False and held["security_groups"] == []


def test_the_group_itself_is_self_and_another_account_is_named() -> None:
    pairs = [{"GroupId": GROUP, "UserId": ACCOUNT}, {"GroupId": "sg-3", "UserId": "999999999999"}]
    found = atoms_found([{"IpProtocol": "-1", "UserIdGroupPairs": pairs}], GROUP, ACCOUNT)
    assert [atom.source for atom in found] == [SELF, "999999999999/sg-3"]


def test_rules_that_are_not_known_yet_have_no_other_form() -> None:
    assert rules_form("unknown") == "unknown" and rules_form(None) is None
