"""What the evidence about a lock means: is its holder at work, has it ended, or can that not be told. Pure.

1. A sign of life makes the lock active.
2. Without one, a proof that the holder has ended makes it abandoned, unless anything contradicts the proof.
3. All else is unknown. Silence alone proves nothing: a stale heartbeat may be a laptop that sleeps, and the processes
   of another machine cannot be seen from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from haveli.engine import advice
from haveli.engine.advice import Cause, Word, ago
from haveli.engine.evidence import Evidence
from haveli.engine.leases import STALE_S, Lease
from haveli.engine.processes import Worker

#: A state written this many seconds ago says that somebody is at work.
RECENT_S = 60.0
# Names that many machines have: the name in a lock then does not say which machine.
_COMMON_NAME = re.compile(
    r"^(localhost|host|vm|server|desktop|runner|ubuntu|debian|fedora|centos|raspberrypi|vagrant|buildkitsandbox"
    r"|docker-desktop|ip-\d+-\d+-\d+-\d+|macbook[\w-]*)(\..*)?$|\.local$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """What is to be believed about a lock, why, and what to do.

    `reasons` are, for `active`, the signs of life; for `abandoned`, the proof; for `unknown`, what contradicts or is
    missing. `notes` are facts beside the verdict; `next` are commands.
    """

    word: Word
    reasons: tuple[str, ...]
    cause: Cause
    prevention: str
    next: tuple[str, ...]
    notes: tuple[str, ...] = ()


def judge(evidence: Evidence) -> Verdict:
    """The verdict on a lock."""
    signs, doubts, proof = signs_of_life(evidence), contradictions(evidence), proof_of_end(evidence)
    if signs:
        return _verdict(evidence, "active", signs)
    if proof and not doubts:
        return _verdict(evidence, "abandoned", proof)
    return _verdict(evidence, "unknown", doubts if proof else [*doubts, *missing(evidence)])


def _verdict(evidence: Evidence, word: Word, reasons: list[str]) -> Verdict:
    cause = advice.cause(evidence, word)
    return Verdict(
        word,
        tuple(filter(None, reasons)),
        cause,
        advice.PREVENTION[cause],
        advice.next_commands(evidence, word),
        tuple(advice.notes(evidence)),
    )


# What speaks for life


def signs_of_life(evidence: Evidence) -> list[str]:
    """Every sign that the holder is at work; empty when there is none."""
    signs = [f"{_named(worker)} works on this state here" for worker in _holders(evidence)]
    lease = evidence.own_lease
    if lease and not lease.ended and evidence.life == "alive":
        signs.append(f"process {lease.pid} of run {lease.run} is alive on this machine")
    if lease and not lease.ended and not _process_ended(evidence) and _is_fresh(evidence):
        signs.append(f"run {lease.run} on {lease.host} was seen {_heartbeat(evidence)}")
    if _is_recently_written(evidence) and not proof_of_end(evidence):
        signs.append(f"the state was written under this lock {ago(evidence.state.age)}")
    return signs


def contradictions(evidence: Evidence) -> list[str]:
    """Everything that forbids to call the lock abandoned although no holder was seen at work."""
    doubts = [_UNREADABLE[evidence.held.lock.form]] if evidence.held.lock.form != "terraform" else []
    wanted = f"{evidence.bucket}/{evidence.key}"
    if evidence.held.lock.path and evidence.held.lock.path != wanted:
        doubts.append(f"the lock names another state, {evidence.held.lock.path}: it was copied, or the state was moved")
    state = evidence.state
    if state.lineage_before and state.lineage and state.lineage_before != state.lineage:
        doubts.append("the state's lineage changed since the lock was taken: somebody replaced the state meanwhile")
    for worker in _near(evidence):
        doubts.append(f"{_named(worker)} may work on this state: {_why_near(evidence, worker)}")
    doubts += _contradictions_of_leases(evidence)
    if _is_recently_written(evidence) and not evidence.own_lease and not evidence.only_local:
        doubts.append(f"the state was written {ago(state.age)}, and only a host name says that it was written here")
    return doubts


def _contradictions_of_leases(evidence: Evidence) -> list[str]:
    stored, lease = evidence.lease, evidence.own_lease
    doubts = []
    at_work = _is_fresh(evidence) or evidence.life == "alive"
    if stored and not lease and at_work and not stored.lease.ended and not _has_ended(evidence):
        doubts.append(f"run {stored.lease.run}, which did not take this lock, works on this root now")
    if lease and evidence.job and evidence.job.state == "running":
        doubts.append(f"its CI job still runs: {evidence.job.url}")
    return doubts


# What proves the end


def proof_of_end(evidence: Evidence) -> list[str]:
    """What proves that the holder has ended; empty without proof. Contradictions are not looked at here."""
    if evidence.held.lock.form != "terraform":
        return []
    lease = evidence.own_lease
    return _proof_by_lease(evidence, lease) if lease else _proof_by_host(evidence)


def _proof_by_lease(evidence: Evidence, lease: Lease) -> list[str]:
    silence = f"its last heartbeat was {_heartbeat(evidence)}"
    if _process_ended(evidence):
        return [_end_of_process(evidence, lease), "no Terraform process of this machine works on this state", silence]
    stale = not _is_fresh(evidence)
    if stale and evidence.job and evidence.job.state == "finished":
        return [f"its CI job has finished ({evidence.job.conclusion or 'no conclusion'}): {lease.ci_url}", silence]
    if stale and evidence.journal.is_here and _same_host(evidence, lease) and lease.boot != evidence.here.boot:
        return [f"run {lease.run} was started in this checkout, and {lease.host} was booted again since", silence]
    return []


def _end_of_process(evidence: Evidence, lease: Lease) -> str:
    if lease.ended:
        return f"run {lease.run} saw its core end at {lease.ended} and leave the lock"
    if evidence.life == "reused":
        return f"process {lease.pid} of run {lease.run} has ended; the number belongs to another process now"
    return f"process {lease.pid} of run {lease.run} has ended on this machine"


def _proof_by_host(evidence: Evidence) -> list[str]:
    """For a lock without a lease (plain Terraform): proven only where the holder's machine is this one for sure."""
    if _unseen(evidence):
        return []
    return [
        f"it was taken on this machine ({evidence.held.lock.who}) by a Terraform that wrote no lease",
        "no Terraform process of this machine works on this state",
    ]


def missing(evidence: Evidence) -> list[str]:
    """What would have to be known to tell."""
    lock, lease = evidence.held.lock, evidence.own_lease
    if lock.form != "terraform":
        return []
    if not lease:
        return _unseen(evidence)
    gaps = []
    if not _is_fresh(evidence):
        gaps.append(f"its last heartbeat was {_heartbeat(evidence)}: it has ended, sleeps or has no network")
    if evidence.life in ("gone", "reused"):
        gaps.append("its process has ended, but not every process of this machine can be seen from here")
    elif lease.host != evidence.here.host:
        gaps.append(f"process {lease.pid} is on {lease.host}; its processes can only be seen there")
    else:
        gaps.append(f"process {lease.pid} is on a {lease.host} of another boot or container, which cannot be seen here")
    if lease.ci_url:
        gaps.append(f"its CI job cannot be asked from here: {lease.ci_url} (GITHUB_TOKEN gives access to GitHub's)")
    return gaps


def _unseen(evidence: Evidence) -> list[str]:
    """Why the processes seen here may not be all those that could hold a lock without a lease."""
    lock, here, sight = evidence.held.lock, evidence.here, evidence.sight
    gaps = []
    if lock.host != here.host:
        gaps.append(f"it was taken on {lock.host or 'an unnamed host'} by {lock.user or 'somebody'} without a lease")
    elif _COMMON_NAME.search(lock.host) and not evidence.only_local:
        gaps.append(f"it was taken without a lease on a machine named {lock.host}, as many are, maybe not this one")
    elif not evidence.is_user_here:
        gaps.append(f"this machine has no user {lock.user}: another machine named {lock.host} took it")
    if not sight.has_processes:
        gaps.append("this system does not show its processes (there is no /proc)")
    elif not sight.sees_whole_host:
        gaps.append("this container cannot see the other processes of its host")
    elif not sight.sees_other_users and lock.user != here.user:
        gaps.append(f"processes of user {lock.user} are hidden from {here.user}")
    return gaps


# Small facts


def _is_fresh(evidence: Evidence) -> bool:
    return evidence.lease is not None and evidence.lease.age <= STALE_S


def _heartbeat(evidence: Evidence) -> str:
    return ago(evidence.lease.age if evidence.lease else None)


def _process_ended(evidence: Evidence) -> bool:
    """Whether the lease's process table is this one, all of it that matters is seen, and the holder is not in it."""
    lease, here, sight = evidence.own_lease, evidence.here, evidence.sight
    if lease is None or not sight.has_processes or not (sight.sees_other_users or lease.user == here.user):
        return False
    return _has_ended(evidence)


def _has_ended(evidence: Evidence) -> bool:
    stored, here = evidence.lease, evidence.here
    if stored is None:
        return False
    same = (stored.lease.host, stored.lease.boot, stored.lease.namespace) == (here.host, here.boot, here.namespace)
    return same and bool(here.boot) and (evidence.life in ("gone", "reused") or bool(stored.lease.ended))


def _same_host(evidence: Evidence, lease: Lease) -> bool:
    return bool(evidence.here.host) and lease.host == evidence.here.host and bool(lease.boot and evidence.here.boot)


def _is_recently_written(evidence: Evidence) -> bool:
    state = evidence.state
    return bool(state.writes) and state.age is not None and state.age <= RECENT_S


def _works_here(evidence: Evidence, worker: Worker) -> bool:
    folder = "/" + worker.folder.strip("/")
    return worker.state == f"{evidence.bucket}/{evidence.key}" or folder.endswith("/" + evidence.root)


def _is_younger(evidence: Evidence, worker: Worker) -> bool:
    """Whether a process started clearly after the lock was taken: it cannot hold it."""
    age = evidence.held.age
    return worker.age is not None and age is not None and not evidence.held.table and worker.age < age - 2


def _holders(evidence: Evidence) -> list[Worker]:
    return [
        worker
        for worker in evidence.sight.workers
        if _works_here(evidence, worker) and not _is_younger(evidence, worker)
    ]


def _near(evidence: Evidence) -> list[Worker]:
    """The processes that do not count as holders and yet forbid to say that there is none."""
    user = evidence.held.lock.user
    return [
        worker
        for worker in evidence.sight.workers
        if (_works_here(evidence, worker) and _is_younger(evidence, worker))
        or (not _works_here(evidence, worker) and not worker.state and worker.user in ("", user))
    ]


def _why_near(evidence: Evidence, worker: Worker) -> str:
    if _works_here(evidence, worker):
        return "it started after the lock was taken, so it reads the state or waits for the lock"
    return "which state it works on cannot be read"


def _named(worker: Worker) -> str:
    where = f" in {worker.folder}" if worker.folder else ""
    return f"process {worker.pid}{' of ' + worker.user if worker.user else ''} ({worker.command[:60]}){where}"


_UNREADABLE = {
    "empty": "the lock is empty: nothing says who took it",
    "truncated": "the lock's text breaks off: what it says cannot be relied on",
    "foreign": "the lock is not one that Terraform or OpenTofu writes: another tool or a person put it there",
}
