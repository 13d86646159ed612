from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.lockfile import Form, Lock, digest_key, parse, parse_item
from tests.engine.lockscenes import ID, KEY, TAKEN, text
from tests.engine.worlds import BUCKET

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def test_a_lock_of_terraform_is_read_whole() -> None:
    lock = parse(text().encode())
    assert lock == Lock(
        "terraform", ID, "OperationTypeApply", "", "priya@build-7f3a", "1.15.5", TAKEN, f"{BUCKET}/{KEY}"
    )
    assert (lock.user, lock.host) == ("priya", "build-7f3a")


def test_terraform_writes_nanoseconds_which_are_cut_to_microseconds() -> None:
    lock = parse(text(Created="2026-11-23T21:35:22.123456789Z").encode())
    assert lock.created == datetime(2026, 11, 23, 21, 35, 22, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("who", "user", "host"),
    [("a@b@host", "a@b", "host"), ("@host", "", "host"), ("nobody", "", ""), (r"CORP\ravi@pc", r"CORP\ravi", "pc")],
)
def test_the_host_stands_after_the_last_at(who: str, user: str, host: str) -> None:
    lock = parse(text(Who=who).encode())
    assert (lock.user, lock.host) == (user, host)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"null", "foreign"),
        (b"[]", "foreign"),
        (b"{}", "foreign"),
        (b'{"ID": 5, "Who": "a@b"}', "foreign"),
        (b'{"ID": "x"}', "foreign"),
        (b'{"lockedBy": "atlantis"}', "foreign"),
        (b"locked by ravi, do not touch", "foreign"),
        (b'{"ID":"x","Op', "truncated"),
        (b'{"I', "foreign"),
        (b"[" * 100_000, "foreign"),
        (b"\xff\xfe\x00", "foreign"),
    ],
)
def test_what_terraform_did_not_write_whole_is_told_apart(data: bytes, form: Form) -> None:
    assert parse(data).form == form


def test_a_truncated_lock_still_tells_what_is_whole_in_it() -> None:
    whole = text()
    lock = parse(whole[: whole.index('"Version"')].encode())
    assert (lock.form, lock.id, lock.who, lock.version) == ("truncated", ID, "priya@build-7f3a", "")


@pytest.mark.parametrize("created", ["", "yesterday", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999"])
def test_a_time_that_is_none_is_left_out(created: str) -> None:
    assert parse(text(Created=created).encode()).created is None


@given(st.binary() | st.text().map(str.encode) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert parse(data).form in ("terraform", "truncated", "empty", "foreign")


@given(st.integers(0, len(text())))
def test_no_part_of_a_lock_is_taken_for_a_whole_one(length: int) -> None:
    part = text()[:length]
    assert (parse(part.encode()).form == "terraform") == (part == text())


@given(st.integers(0, len(text()) - 1), st.binary(min_size=1, max_size=3))
def test_damage_anywhere_never_raises(place: int, damage: bytes) -> None:
    whole = text().encode()
    lock = parse(whole[:place] + damage + whole[place + len(damage) :])
    assert lock.form != "empty"


# The older table


def test_an_item_of_a_table_holds_a_lock() -> None:
    item = parse_item({"LockID": {"S": f"{BUCKET}/{KEY}"}, "Info": {"S": text()}})
    assert item.path == f"{BUCKET}/{KEY}"
    assert item.lock == parse(text().encode())


def test_an_item_whose_id_ends_in_md5_holds_the_digest_of_the_state() -> None:
    item = parse_item({"LockID": {"S": digest_key(f"{BUCKET}/{KEY}")}, "Digest": {"S": "d41d8cd98f00b204"}})
    assert (item.path, item.lock, item.digest) == (f"{BUCKET}/{KEY}", None, "d41d8cd98f00b204")


def test_a_state_whose_name_ends_in_md5_can_still_be_locked() -> None:
    item = parse_item({"LockID": {"S": "b/k-md5"}, "Info": {"S": text()}})
    assert item.lock is not None
    assert item.path == "b/k-md5"


def test_an_item_without_info_is_an_empty_lock() -> None:
    item = parse_item({"LockID": {"S": f"{BUCKET}/{KEY}"}})
    assert item.lock == Lock("empty")


@given(st.dictionaries(st.sampled_from(["LockID", "Info", "Digest", "x"]), JSON | st.dictionaries(st.just("S"), JSON)))
def test_no_item_makes_it_raise(item: dict[str, Any]) -> None:
    assert isinstance(parse_item(item).path, str)
