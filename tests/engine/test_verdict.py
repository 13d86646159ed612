from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.advice import Word
from haveli.engine.ci_jobs import Job
from haveli.engine.evidence import Evidence, Journal, StateFacts
from haveli.engine.leases import Lease, Stored
from haveli.engine.processes import Sight
from haveli.engine.verdict import contradictions, judge, proof_of_end, signs_of_life
from tests.engine.lockscenes import HERE, ID, TAKEN, evidence, held, lease, stored, text, worker

URL = "https://github.com/acme/platform/actions/runs/42/attempts/1"
ELSEWHERE: dict[str, Any] = {"host": "build-1111", "boot": "boot-9"}
ON_OTHER_HOST = {"held": held(text(Who="priya@build-1111"))}
OTHER_RUN: dict[str, Any] = {"started": (TAKEN + timedelta(minutes=5)).isoformat(), "run": "20261123T030500Z-bbbbbb"}


@dataclass(frozen=True)
class Situation:
    """What was found, the verdict that it must give, and a word that must stand in the reasons."""

    name: str
    verdict: Word
    because: str
    found: dict[str, Any]

    def __str__(self) -> str:
        return self.name


def situation(name: str, verdict: Word, because: str, **found: Any) -> Situation:
    return Situation(name, verdict, because, found)


def state(**changes: Any) -> StateFacts:
    return replace(evidence().state, **changes)


SITUATIONS = [
    # Locks with the lease of the run that took them
    situation("the process is alive", "active", "process 4711", lease=stored(5), life="alive"),
    situation("the process is alive and its heart stopped", "active", "process 4711", lease=stored(900), life="alive"),
    situation("the process has ended", "abandoned", "has ended", lease=stored(), life="gone"),
    situation("the process ended a moment ago", "abandoned", "has ended", lease=stored(3), life="gone"),
    situation("the pid was reused", "abandoned", "another process now", lease=stored(), life="reused"),
    situation(
        "haveli was killed and its core works on", "active", "works on this state",
        lease=stored(), life="gone", sight=Sight((worker(),)),
    ),
    situation(
        "haveli lives and saw its core killed", "abandoned", "saw its core end",
        lease=stored(ended=(TAKEN + timedelta(minutes=5)).isoformat()), life="alive",
    ),
    situation(
        "another host saw its core killed", "unknown", "build-1111",
        lease=stored(**ELSEWHERE, ended=(TAKEN + timedelta(minutes=5)).isoformat()), **ON_OTHER_HOST,
    ),
    situation("another host, fresh heartbeat", "active", "build-1111", lease=stored(8, **ELSEWHERE), **ON_OTHER_HOST),
    situation("another host, stale heartbeat", "unknown", "sleeps", lease=stored(7200, **ELSEWHERE), **ON_OTHER_HOST),
    situation(
        "the machine was booted again since this checkout began the run", "abandoned", "booted again",
        lease=stored(boot="boot-0"), journal=Journal(True),
    ),
    situation(
        "another boot of a machine with this name, whose run is not in this checkout", "unknown", "another boot",
        lease=stored(boot="boot-0"),
    ),
    situation(
        "another boot and yet a fresh heartbeat: two machines of one name", "active", "was seen",
        lease=stored(4, boot="boot-0"), journal=Journal(True),
    ),
    situation(
        "another container of this machine", "unknown", "container",
        lease=stored(namespace="pid:[4026532000]"), journal=Journal(True),
    ),
    situation(
        "the CI job has finished", "abandoned", "cancelled",
        lease=stored(**ELSEWHERE, ci_url=URL), job=Job(URL, "finished", "cancelled"), **ON_OTHER_HOST,
    ),
    situation(
        "the CI job runs and its heart beats", "active", "was seen",
        lease=stored(9, **ELSEWHERE, ci_url=URL), job=Job(URL, "running"), **ON_OTHER_HOST,
    ),
    situation(
        "the CI job runs, but its heart has stopped", "unknown", "still runs",
        lease=stored(**ELSEWHERE, ci_url=URL), job=Job(URL, "running"), **ON_OTHER_HOST,
    ),
    situation(
        "the CI job cannot be asked", "unknown", URL,
        lease=stored(**ELSEWHERE, ci_url=URL), job=Job(URL), **ON_OTHER_HOST,
    ),
    situation(
        "the CI job has finished, but something still renews its lease", "active", "was seen",
        lease=stored(9, **ELSEWHERE, ci_url=URL), job=Job(URL, "finished", "failure"), **ON_OTHER_HOST,
    ),
    situation(
        "the process has ended, but its CI job runs", "unknown", "still runs",
        lease=stored(ci_url=URL), life="gone", job=Job(URL, "running"),
    ),
    situation(
        "the process has ended, but processes of its user are hidden", "unknown", "not every process",
        lease=stored(user="deploy"), life="gone", held=held(text(Who="deploy@build-7f3a")),
        sight=Sight(sees_other_users=False),
    ),
    situation(
        "no /proc, and the heart has stopped", "unknown", "another boot or container",
        lease=stored(), here=replace(HERE, boot="", namespace=""),
        sight=Sight(has_processes=False, sees_other_users=False, sees_whole_host=False),
    ),
    # Locks of plain Terraform
    situation("plain Terraform was killed here", "abandoned", "wrote no lease"),
    situation("plain Terraform runs here", "active", "process 9001", sight=Sight((worker(),))),
    situation(
        "plain Terraform runs in another clone of this checkout", "active", "process 9001",
        sight=Sight((worker(folder="/home/priya/clone/terraform/environments/fraud/00-storage", state=""),)),
    ),
    situation(
        "plain Terraform works on another state here", "abandoned", "no Terraform process",
        sight=Sight((worker(state="states/fraud/01-glue/terraform.tfstate", folder="/work/x/fraud/01-glue"),)),
    ),
    situation(
        "a Terraform of the same user whose state cannot be read", "unknown", "cannot be read",
        sight=Sight((worker(state="", folder=""),)),
    ),
    situation(
        "a Terraform of another user whose state cannot be read", "abandoned", "no Terraform process",
        sight=Sight((worker(state="", folder="", user="jenkins"),)),
    ),
    situation(
        "a Terraform that started after the lock waits for it", "unknown", "waits for the lock",
        sight=Sight((worker(age=30.0),)),
    ),
    situation("plain Terraform elsewhere", "unknown", "build-1111", **ON_OTHER_HOST),
    situation(
        "plain Terraform on a machine with a common name", "unknown", "as many are",
        held=held(text(Who="priya@ip-10-0-3-7")), here=replace(HERE, host="ip-10-0-3-7"),
    ),
    situation(
        "a common name, but the bucket is on loopback", "abandoned", "wrote no lease",
        held=held(text(Who="priya@localhost")), here=replace(HERE, host="localhost"), only_local=True,
    ),
    situation("a user that this machine does not know", "unknown", "no user", is_user_here=False),
    situation("a container that may share its host's name", "unknown", "container", sight=Sight(sees_whole_host=False)),
    situation(
        "processes of the lock's user are hidden", "unknown", "hidden",
        held=held(text(Who="deploy@build-7f3a")), sight=Sight(sees_other_users=False),
    ),
    situation(
        "the state was written a moment ago, by a host of this name", "unknown", "only a host name",
        state=state(writes=2, serial=9, age=12.0),
    ),
    situation(
        "the state was written a moment ago, elsewhere", "active", "written under this lock",
        state=state(writes=1, serial=8, age=12.0), **ON_OTHER_HOST,
    ),
    situation(
        "the serial advanced under the lock long ago, and no process is left", "abandoned", "no Terraform process",
        state=state(writes=3, serial=10, age=500.0),
    ),
    situation(
        "the state is older than the lock and there is nobody", "abandoned", "no Terraform process",
        state=state(writes=0, age=90000.0),
    ),
    situation(
        "the state is newer than a lock elsewhere", "unknown", "build-1111",
        state=state(writes=1, serial=8, age=400.0), **ON_OTHER_HOST,
    ),
    situation(
        "the lineage changed under the lock", "unknown", "lineage",
        state=state(writes=1, lineage="lineage-2", lineage_before="lineage-1", age=300.0),
    ),
    situation("there is no state yet", "abandoned", "no Terraform process", state=StateFacts()),
    situation("this clock is ten minutes slow", "abandoned", "has ended", lease=stored(), life="gone", skew=-600.0),
    situation(
        "the holder's clock is an hour fast", "active", "was seen",
        held=held(text(Who="priya@build-1111", Created=(TAKEN + timedelta(hours=1)).isoformat())),
        lease=stored(
            6, **ELSEWHERE,
            started=(TAKEN + timedelta(minutes=59)).isoformat(), heartbeat=(TAKEN + timedelta(hours=1)).isoformat(),
        ),
        holder_skew=3600.0,
    ),
    # A lease of somebody else
    situation(
        "a lease of a later run that has ended, and the lock of plain Terraform", "abandoned", "wrote no lease",
        lease=stored(**OTHER_RUN), life="gone",
    ),
    situation(
        "a later run that did not take the lock works on this root", "unknown", "did not take this lock",
        lease=stored(3, **OTHER_RUN), life="alive",
    ),
    situation(
        "a later run elsewhere with a fresh heartbeat", "unknown", "did not take this lock",
        lease=stored(3, **OTHER_RUN, **ELSEWHERE),
    ),
    # Locks that cannot be relied on
    situation("truncated JSON", "unknown", "breaks off", held=held(text()[:90])),
    situation("an empty lock", "unknown", "empty", held=held("")),
    situation("a lock of another tool", "unknown", "another tool", held=held('{"lockedBy": "atlantis"}')),
    situation("a lock for another path", "unknown", "another state", held=held(text(Path="states/old.tfstate"))),
    situation(
        "a truncated lock while Terraform runs here", "active", "process 9001",
        held=held(text()[:90]), sight=Sight((worker(),)),
    ),
    # The older table
    situation(
        "a lock in a table whose digest does not fit, its process ended", "abandoned", "has ended",
        held=held(etag="", table="locks"), digest="bb", lease=stored(), life="gone",
    ),
    situation(
        "a lock in a table, and a Terraform here that may be younger", "active", "process 9001",
        held=held(etag="", table="locks"), sight=Sight((worker(age=30.0),)),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", SITUATIONS, ids=str)
def test_each_situation_has_its_verdict_and_says_why(case: Situation) -> None:
    verdict = judge(evidence(**case.found))
    assert verdict.word == case.verdict, verdict
    assert case.because in " ".join(verdict.reasons)


def test_there_are_enough_situations_of_every_verdict() -> None:
    words = [case.verdict for case in SITUATIONS]
    assert len(words) >= 25
    assert min(words.count(word) for word in ("active", "abandoned", "unknown")) >= 8


# Whatever is found, a holder that may live is never called abandoned

_HOSTS = st.sampled_from([{}, ELSEWHERE, {"boot": "boot-0"}, {"namespace": "pid:[4026532000]"}])
_ENDED = st.sampled_from(["", (TAKEN + timedelta(minutes=5)).isoformat()])
_URLS = st.sampled_from(["", URL])
_AGES = st.floats(0, 100_000)


@st.composite
def leases(draw: st.DrawFn) -> Stored | None:
    if draw(st.booleans()):
        return None
    later = OTHER_RUN if draw(st.booleans()) else {}
    return stored(draw(_AGES), **draw(_HOSTS), **later, ended=draw(_ENDED), ci_url=draw(_URLS))


@st.composite
def sights(draw: st.DrawFn) -> Sight:
    one = st.builds(
        worker,
        state=st.sampled_from(["", "-", worker().state, "states/other/terraform.tfstate"]),
        folder=st.sampled_from(["", worker().folder, "/elsewhere"]),
        user=st.sampled_from(["", "priya", "jenkins"]),
        age=st.none() | _AGES,
    )
    found = draw(st.lists(one, max_size=2))
    return Sight(tuple(found), draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))


@st.composite
def states(draw: st.DrawFn) -> StateFacts:
    writes = draw(st.none() | st.integers(0, 3))
    return state(writes=writes, age=draw(_AGES), lineage_before=draw(st.sampled_from(["", "lineage-1", "lineage-0"])))


EVIDENCE = st.builds(
    evidence,
    held=st.sampled_from([held(), held(text(Who="priya@build-1111")), held(text()[:90]), held(etag="", table="locks")]),
    lease=leases(),
    life=st.sampled_from(["alive", "gone", "reused", "elsewhere"]),
    sight=sights(),
    state=states(),
    job=st.sampled_from([None, Job(URL), Job(URL, "running"), Job(URL, "finished", "failure")]),
    journal=st.sampled_from([Journal(), Journal(True)]),
    is_user_here=st.booleans(),
    only_local=st.booleans(),
    skew=st.none() | st.floats(-4000, 4000),
)


def is_alive(found: Evidence) -> bool:
    """Said again without the verdict's own functions: something in this evidence says that somebody is at work."""
    if any(worker.state == f"states/{found.key}" for worker in found.sight.workers):
        return True
    if found.lease is None:
        return False
    holder = found.lease.lease
    if found.life == "alive" and not holder.ended:
        return True
    if found.own_lease and found.job is not None and found.job.state == "running":
        return True
    seen_to_end = same_table(holder) and (found.life in ("gone", "reused") or bool(holder.ended))
    return found.lease.age < 30 and not holder.ended and not seen_to_end


def same_table(holder: Lease) -> bool:
    return (holder.host, holder.boot, holder.namespace) == (HERE.host, HERE.boot, HERE.namespace)


@given(EVIDENCE)
def test_where_anything_says_alive_the_lock_is_never_abandoned(found: Evidence) -> None:
    if is_alive(found):
        assert judge(found).word != "abandoned"


@given(EVIDENCE)
def test_abandoned_needs_a_proof_no_sign_of_life_and_nothing_that_contradicts(found: Evidence) -> None:
    proven = bool(proof_of_end(found)) and not signs_of_life(found) and not contradictions(found)
    assert (judge(found).word == "abandoned") == proven


@given(EVIDENCE)
def test_a_lock_of_another_host_without_a_finished_ci_job_is_never_abandoned(found: Evidence) -> None:
    finished = found.job is not None and found.job.state == "finished"
    if found.held.lock.host != HERE.host and not finished:
        assert judge(found).word != "abandoned"


@given(EVIDENCE)
def test_every_verdict_gives_reasons_a_way_to_avoid_it_and_commands(found: Evidence) -> None:
    verdict = judge(found)
    assert all(verdict.reasons)
    assert verdict.reasons
    assert verdict.prevention
    assert all(command.startswith("haveli lock ") for command in verdict.next)
    assert any("release" in command for command in verdict.next) == (verdict.word != "active")


@given(EVIDENCE)
def test_more_workers_never_turn_an_active_lock_into_another(found: Evidence) -> None:
    more = replace(found, sight=replace(found.sight, workers=(*found.sight.workers, worker(state=""))))
    if judge(found).word == "active":
        assert judge(more).word == "active"


def test_the_release_of_an_abandoned_lock_names_root_id_and_table() -> None:
    found = evidence(held=held(etag="", table="locks"), lease=stored(), life="gone")
    assert judge(found).next == (f"haveli lock release fraud/00-storage {ID} --table locks",)


def test_a_lease_that_is_not_of_this_lock_proves_nothing() -> None:
    other = evidence(lease=Stored(lease(user="ravi"), '"l1"', 4000.0), life="gone", **ON_OTHER_HOST)
    assert proof_of_end(other) == []
