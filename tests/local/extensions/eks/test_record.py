"""The life that clusters, node groups and add-ons share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.eks.exceptions import InvalidRequestException, ResourceInUseException
from haveli.local.extensions.eks.record import ACTIVE, CREATING, DELETING, UPDATING, Record

START = datetime(2026, 11, 1, tzinfo=UTC)
TAKES = timedelta(seconds=10)
SECOND = timedelta(seconds=1)


def record() -> Record:
    return Record({"name": "c", "size": 1}, CREATING, START + TAKES)


def test_what_is_being_created_is_active_at_its_time_and_no_sooner() -> None:
    made = record()
    assert made.state(START + TAKES - SECOND) == CREATING
    assert made.state(START + TAKES) == ACTIVE
    assert made.describe(START + TAKES) == {"name": "c", "size": 1, "status": ACTIVE}


def test_an_update_gives_its_facts_and_takes_its_time() -> None:
    made, now = record(), START + TAKES
    update = made.change("ConfigUpdate", {"DesiredSize": 2, "Labels": {"a": "b"}}, {"size": 2}, now, TAKES)
    assert made.describe(now) == {"name": "c", "size": 2, "status": UPDATING}
    assert update.describe(now)["status"] == "InProgress"
    assert update.describe(now + TAKES)["status"] == "Successful" and made.state(now + TAKES) == ACTIVE
    assert update.describe(now)["params"] == [
        {"type": "DesiredSize", "value": "2"},
        {"type": "Labels", "value": '{"a": "b"}'},
    ]


def test_nothing_else_starts_while_something_runs() -> None:
    made, now = record(), START + TAKES
    with pytest.raises(InvalidRequestException, match="CREATING"):
        made.require_active(START)
    update = made.change("ConfigUpdate", {}, {}, now, TAKES)
    with pytest.raises(ResourceInUseException, match=update.id):
        made.change("ConfigUpdate", {}, {"size": 9}, now, TAKES)
    assert made.facts["size"] == 1
    made.require_active(now + TAKES)


def test_a_deletion_ends_in_its_own_time_however_often_it_is_asked_for() -> None:
    made, now = record(), START + TAKES
    made.end(now, TAKES)
    made.end(now + TAKES - SECOND, TAKES)
    assert made.state(now) == DELETING and not made.is_gone(now + TAKES - SECOND)
    assert made.is_gone(now + TAKES)


@given(st.lists(st.sampled_from(["update", "end", "wait"]), max_size=12))
def test_what_was_deleted_never_lives_again(steps: list[str]) -> None:
    made, now, ended = record(), START + TAKES, False
    for step in steps:
        now += SECOND
        if step == "end":
            made.end(now, TAKES)
            ended = True
        elif step == "update":
            try:
                made.change("ConfigUpdate", {}, {}, now, TAKES)
                assert not ended
            except (InvalidRequestException, ResourceInUseException):
                assert ended or made.updates
        assert (made.state(now) == DELETING) is ended
