"""What a batch of changes makes of a zone's record sets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.route53.changes import ACTIONS, InvalidChangeBatch, Sets, applied, key_of, said

ZONE = "example.com."
NS = {"Name": ZONE, "Type": "NS", "TTL": 60, "ResourceRecords": [{"Value": "ns-1"}]}


def record(
    name: str = "a.example.com", kind: str = "A", identifier: str | None = None, ttl: int = 60
) -> dict[str, Any]:
    made = {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": "10.0.0.1"}]}
    return {**made, "SetIdentifier": identifier} if identifier else made


def batch(*changes: tuple[str, dict[str, Any]], before: Sets | None = None) -> Sets:
    return applied(ZONE, before or {}, [{"Action": action, "ResourceRecordSet": item} for action, item in changes])


def refused(*changes: tuple[str, dict[str, Any]], before: Sets | None = None) -> str:
    with pytest.raises(InvalidChangeBatch) as error:
        batch(*changes, before=before)
    return str(error.value.message)


def test_a_record_set_is_created_once() -> None:
    before = batch(("CREATE", record()))
    assert list(before) == [("a.example.com.", "A", None)]
    assert "it already exists" in refused(("CREATE", record("A.example.com.")), before=before)
    assert batch(("UPSERT", record(ttl=30)), before=before)["a.example.com.", "A", None]["TTL"] == 30


def test_deletion_wants_all_values_and_takes_one_record_set() -> None:
    before = batch(("CREATE", record(identifier="one")), ("CREATE", record(identifier="two")))
    assert "do not match" in refused(("DELETE", record(identifier="one", ttl=1)), before=before)
    assert list(batch(("DELETE", record(identifier="one")), before=before)) == [("a.example.com.", "A", "two")]
    assert "was not found" in refused(("DELETE", record()), before=before)


def test_one_fault_leaves_all_as_it_was() -> None:
    message = refused(("CREATE", record("b.example.com")), ("CREATE", record("a.example.org")))
    assert "a.example.org. is not permitted in zone example.com." in message


def test_the_zones_own_record_stays() -> None:
    before = {key_of(NS): NS}
    assert "must contain at least one NS" in refused(("DELETE", NS), before=before)


@pytest.mark.parametrize(("first", "second"), [("CNAME", "A"), ("A", "CNAME")])
def test_a_canonical_name_is_alone(first: str, second: str) -> None:
    before = batch(("CREATE", record(kind=first)))
    assert "conflicts with other records" in refused(("CREATE", record(kind=second)), before=before)
    assert list(batch(("DELETE", record(kind=first)), ("CREATE", record(kind=second)), before=before))


def test_simple_and_routed_records_of_one_name_exclude_each_other() -> None:
    before = batch(("CREATE", record()))
    assert "cannot be together" in refused(("CREATE", record(identifier="one")), before=before)


def test_a_record_needs_a_target() -> None:
    assert "neither an alias target nor" in refused(("CREATE", {"Name": "a.example.com", "Type": "A"}))


def test_what_is_said_does_not_depend_on_its_form() -> None:
    alias = {"Name": "a.example.com", "Type": "A", "AliasTarget": {"DNSName": "X.elb.", "HostedZoneId": "Z"}}
    other = {**alias, "Name": "A.example.com.", "AliasTarget": {"DNSName": "x.elb", "HostedZoneId": "Z"}}
    assert said(alias) == said(other)
    assert said({**NS, "TTL": "60"}) == said(NS)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ACTIONS),
            st.builds(
                record, st.sampled_from(["a.example.com", "b.example.com"]), st.sampled_from(["A", "CNAME", "TXT"])
            ),
        ),
        max_size=6,
    )
)
def test_whatever_is_asked_a_name_never_has_a_canonical_name_beside_others(changes: list[Any]) -> None:
    sets: Sets = {}
    for change in changes:
        try:
            sets = batch(change, before=sets)
        except InvalidChangeBatch:
            continue
    for name, kind, _ in sets:
        assert kind != "CNAME" or [key[0] for key in sets].count(name) == 1
