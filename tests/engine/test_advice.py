from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from haveli.engine.advice import PREVENTION, Cause, Word, ago, cause, next_commands, notes, of_digest
from haveli.engine.ci_jobs import Job
from haveli.engine.evidence import Journal, StateFacts
from tests.engine.lockscenes import ID, evidence, held, stored, text

URL = "https://github.com/acme/platform/actions/runs/42/attempts/1"
RELEASE = f"haveli lock release fraud/00-storage {ID}"


@pytest.mark.parametrize(
    ("word", "found", "wanted"),
    [
        ("active", {}, "concurrent run"),
        ("active", {"lease": stored(ci_url=URL)}, "concurrent run"),
        ("abandoned", {}, "interrupted"),
        ("abandoned", {"lease": stored()}, "interrupted"),
        ("abandoned", {"lease": stored(), "journal": Journal(True, None, "crashed")}, "crash"),
        ("abandoned", {"lease": stored(), "journal": Journal(True, None, "interrupted")}, "interrupted"),
        ("abandoned", {"lease": stored(boot="boot-0")}, "crash"),
        ("abandoned", {"lease": stored(ci_url=URL), "job": Job(URL, "finished", "cancelled")}, "CI failure"),
        ("abandoned", {"lease": stored(ci_url=URL), "job": Job(URL, "finished", "success")}, "interrupted"),
        ("unknown", {"lease": stored(ci_url=URL), "job": Job(URL)}, "CI failure"),
        ("unknown", {}, "unknown"),
        ("unknown", {"held": held("")}, "unknown"),
    ],
)
def test_the_likely_cause_follows_from_the_evidence(word: Word, found: dict[str, Any], wanted: Cause) -> None:
    assert cause(evidence(**found), word) == wanted
    assert PREVENTION[wanted]


def test_an_abandoned_lock_is_released_next() -> None:
    assert next_commands(evidence(), "abandoned") == (RELEASE,)


def test_an_active_lock_is_looked_at_again_and_never_released() -> None:
    [command] = next_commands(evidence(), "active")
    assert command.startswith("haveli lock inspect fraud/00-storage ")


def test_an_unknown_lock_is_looked_at_on_its_own_host_first() -> None:
    first, second = next_commands(evidence(held=held(text(Who="ravi@build-1111"))), "unknown")
    assert first == "haveli lock inspect fraud/00-storage   # on build-1111"
    assert second.startswith(f'{RELEASE} --override --because "..."')


def test_what_the_lock_table_is_called_stands_in_every_command() -> None:
    found = evidence(held=replace(held(), table="locks"))
    assert all("--table locks" in command for command in next_commands(found, "unknown"))


@pytest.mark.parametrize(
    ("found", "note"),
    [
        ({}, "no lease"),
        ({"lease": stored(user="ravi")}, "did not take this lock"),
        ({"state": StateFacts(True, 9, "l", age=30.0, writes=2)}, "2 times under this lock, last 30 s ago (serial 9)"),
        ({"state": StateFacts(True, 9, "l", age=130.0, writes=1)}, "once under this lock, last 2 min ago"),
        ({"state": StateFacts(True, 9, "l", age=30.0, writes=0)}, "not written under this lock"),
        ({"state": StateFacts()}, "no state yet"),
        ({"state": StateFacts(True)}, "cannot be read"),
        ({"digest": "bb"}, "expects a state with MD5 bb, and it has aa"),
        ({"skew": 600.0}, "this machine is 600 s fast"),
        ({"holder_skew": -45.0}, "the holder is 45 s slow"),
        ({"trail": ("03:00:00 UTC CreateVpc by deploy from 10.0.0.9",)}, "CreateVpc by deploy"),
    ],
)
def test_facts_beside_the_verdict_are_noted(found: dict[str, Any], note: str) -> None:
    assert note in "\n".join(notes(evidence(**found)))


def test_clocks_that_agree_are_not_mentioned() -> None:
    assert "clock" not in "\n".join(notes(evidence(skew=2.0, holder_skew=-3.0)))


@pytest.mark.parametrize(("digest", "md5"), [("", "aa"), ("aa", ""), ("aa", "aa")])
def test_a_digest_that_fits_or_is_not_there_is_no_warning(digest: str, md5: str) -> None:
    assert of_digest(digest, StateFacts(True, md5=md5)) == []


@pytest.mark.parametrize(
    ("seconds", "wanted"),
    [
        (None, "at an unknown time"), (-3, "0 s ago"), (0, "0 s ago"), (119, "119 s ago"), (120, "2 min ago"),
        (7199, "120 min ago"), (7200, "2 h ago"), (3 * 86400, "3 days ago"),
    ],
)  # fmt: skip
def test_ages_are_told_in_the_unit_that_suits(seconds: float | None, wanted: str) -> None:
    assert ago(seconds) == wanted
