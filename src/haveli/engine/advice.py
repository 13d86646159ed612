"""What a person is told beside the verdict on a lock: the cause, how it does not recur, the next command. Pure."""

from __future__ import annotations

from typing import Literal

from haveli.engine.evidence import Evidence, StateFacts

Word = Literal["active", "abandoned", "unknown"]
Cause = Literal["interrupted", "concurrent run", "CI failure", "crash", "unknown"]

_SKEW_S = 30.0

PREVENTION: dict[Cause, str] = {
    "interrupted": "Stop a run with Ctrl-C, once, and let it end: haveli lets the running roots finish, and Terraform"
    " gives its lock back. A process killed with -9 cannot.",
    "concurrent run": "Let one run at a time work on a root: wait for this one, and give pipelines one concurrency"
    " group.",
    "CI failure": "Let the pipeline send SIGTERM and wait before it kills, give it a time limit well above an apply's,"
    " and a concurrency group that does not cancel what runs.",
    "crash": "Run long applies where no sleep, restart or lack of memory ends them, such as a CI runner.",
    "unknown": "Run Terraform through haveli, in pipelines too: its lease says who holds a lock and whether they live.",
}


def cause(evidence: Evidence, word: Word) -> Cause:
    """Why the lock is there, as far as the evidence goes."""
    lease = evidence.own_lease
    if word == "active":
        return "concurrent run"
    if lease and evidence.journal.last_word == "crashed":
        return "crash"
    if lease and lease.ci_url:
        finished_well = evidence.job is not None and evidence.job.conclusion == "success"
        return "interrupted" if finished_well else "CI failure"
    if word == "unknown":
        return "unknown"
    return "crash" if lease and lease.boot != evidence.here.boot else "interrupted"


def next_commands(evidence: Evidence, word: Word) -> tuple[str, ...]:
    """What to run next, to be pasted in a shell; a comment says where or when."""
    root = evidence.root
    table = f" --table {evidence.held.table}" if evidence.held.table else ""
    release = f"haveli lock release {root} {evidence.held.id}{table}"
    inspect = f"haveli lock inspect {root}{table}"
    if word == "abandoned":
        return (release,)
    if word == "active":
        return (f"{inspect}   # again, when it has ended",)
    host = evidence.own_lease.host if evidence.own_lease else evidence.held.lock.host
    where = f"   # on {host}" if host and host != evidence.here.host else "   # again, in a minute"
    return (f"{inspect}{where}", f'{release} --override --because "..."   # once you know that its holder is gone')


def notes(evidence: Evidence) -> list[str]:
    """Facts beside the verdict."""
    return [
        *_about_state(evidence),
        *_about_lease(evidence),
        *_about_clocks(evidence),
        *(f"CloudTrail, over all roots: {line}" for line in evidence.trail or ()),
    ]


def _about_state(evidence: Evidence) -> list[str]:
    state = evidence.state
    found = []
    if state.writes:
        times = "once" if state.writes == 1 else f"{state.writes} times"
        found.append(f"the state was written {times} under this lock, last {ago(state.age)} (serial {state.serial})")
    elif state.writes == 0:
        found.append(f"the state was not written under this lock (serial {state.serial})")
    elif not state.exists:
        found.append("there is no state yet")
    if state.exists and state.serial is None:
        found.append("the state cannot be read as a Terraform state")
    return [*found, *of_digest(evidence.digest, state)]


def of_digest(digest: str, state: StateFacts) -> list[str]:
    """What a lock table's MD5 of a state says when it is not that of the state (the -md5 item of its LockID)."""
    if not digest or not state.md5 or digest == state.md5:
        return []
    return [
        f"the lock table expects a state with MD5 {digest}, and it has {state.md5}: a holder ended between writing the"
        " two, or somebody replaced the state; Terraform refuses it until they agree"
    ]


def _about_lease(evidence: Evidence) -> list[str]:
    if evidence.lease is None:
        return ["no lease: plain Terraform took this lock, or the lease could not be written"]
    if evidence.own_lease is None:
        return [f"there is a lease of run {evidence.lease.lease.run}, but that run did not take this lock"]
    return []


def _about_clocks(evidence: Evidence) -> list[str]:
    clocks = ((evidence.skew, "this machine"), (evidence.holder_skew, "the holder"))
    return [
        f"the clock of {whose} is {abs(skew):.0f} s {'fast' if skew > 0 else 'slow'}; ages here are by S3's"
        for skew, whose in clocks
        if skew is not None and abs(skew) > _SKEW_S
    ]


def ago(seconds: float | None) -> str:
    """`12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`."""
    if seconds is None:
        return "at an unknown time"
    for size, unit in ((86400.0, "days"), (3600.0, "h"), (60.0, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit} ago"
    return f"{max(seconds, 0):.0f} s ago"
