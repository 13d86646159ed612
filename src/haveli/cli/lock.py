"""`haveli lock`: who holds a state, whether they are at work, and the release of what a dead holder left."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from haveli.cli.checkout import Checkout, checkout
from haveli.cli.main import parser
from haveli.errors import UsageError

if TYPE_CHECKING:
    from haveli.engine.evidence import Evidence, Witness
    from haveli.engine.verdict import Verdict

_ABOUT = """State locks: list, inspect, release.

A lock that stays after an interrupted run, a crash or a killed CI job used to take three steps by hand:
  1. aws s3 ls s3://pai-risk-mlops-v1-foundation-tfstates/        is there a lock?
  2. ps aux | grep terraform                                      does its holder still work?
  3. echo "yes" | terraform force-unlock <lock-id>                in the directory of the root
`list` is the first. `inspect` is the second, with what ps cannot see: the holder's host and boot, its heartbeat, its CI
job and the state. `release` is the third: it forces only a lock that `inspect` calls abandoned, and records it."""
_EXAMPLES = """  haveli lock list
  haveli lock inspect platform/00-infra-vpc
  haveli lock release platform/00-infra-vpc 8f3b0c52-77a1-2f53-9d44-f1a0c2b1de55
"""
_LIST = """  haveli lock list
  haveli lock list --json
  haveli lock list --table terraform-locks      also an older DynamoDB lock table
"""
_INSPECT = """  haveli lock inspect platform/00-infra-vpc
  haveli lock inspect fraud/03-emr-production --json
"""
_RELEASE = """  haveli lock release platform/00-infra-vpc 8f3b0c52-77a1-2f53-9d44-f1a0c2b1de55
  haveli lock release platform/00-infra-vpc 8f3b0c52-77a1-2f53-9d44-f1a0c2b1de55 --override --because "host gone"
"""


def main(argv: list[str]) -> int:
    verbs = {"list": _list, "inspect": _inspect, "release": _release}
    if argv and argv[0] in verbs:
        return verbs[argv[0]](argv[1:])
    options = parser("lock", _ABOUT, _EXAMPLES)
    options.add_argument("verb", choices=list(verbs))
    options.parse_args(argv)
    return 0


def _list(argv: list[str]) -> int:
    options = _parser("list", "Lists every state lock with a verdict: active, abandoned or unknown.", _LIST)
    options.add_argument("--json", action="store_true", help="print JSON on stdout")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    from haveli.engine.verdict import judge

    witness = _witness(here, args)
    found = [evidence for key in witness.locks.locked() if (evidence := witness.evidence(key))]
    judged = [(evidence, judge(evidence)) for evidence in found]
    if args.json:
        print(json.dumps([_as_json(evidence, verdict) for evidence, verdict in judged], indent=1))
        return 0
    print("\n".join(_table(judged)) if judged else "No state is locked.")
    return 0


def _inspect(argv: list[str]) -> int:
    options = _parser(
        "inspect", "Says whether the holder of a lock is at work, has ended, or which is unknown.", _INSPECT
    )
    options.add_argument("root", metavar="ENV/ROOT", help="a root, or the key of a state")
    options.add_argument("--json", action="store_true", help="print JSON on stdout")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    from haveli.engine.verdict import judge

    witness = _witness(here, args)
    evidence = witness.evidence(_key(here, witness, args.root))
    if evidence is None:
        print(json.dumps(None) if args.json else f"Nobody holds the lock of {args.root}.")
        _warn_of_digest(witness, args.root)
        return 0
    verdict = judge(evidence)
    if verdict.word == "unknown":  # who changes the account may help a person where nothing nearer tells
        evidence = replace(evidence, trail=witness.trail())
        verdict = judge(evidence)
    print(json.dumps(_as_json(evidence, verdict), indent=1) if args.json else "\n".join(_text(evidence, verdict)))
    return 0


def _release(argv: list[str]) -> int:
    options = _parser("release", "Releases an abandoned lock, and records who did and why.", _RELEASE)
    options.add_argument("root", metavar="ENV/ROOT", help="a root, or the key of a state")
    options.add_argument("id", metavar="ID", help="the lock's ID, as `haveli lock inspect` shows it")
    options.add_argument("--override", action="store_true", help="release it whatever the verdict; needs --because")
    options.add_argument("--because", metavar="TEXT", default="", help="why you override; it is recorded")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    from haveli.engine.release import Override, Releaser

    if args.because and not args.override:
        raise UsageError("--because goes with --override.", hint="haveli lock release --help")
    override = Override(args.because) if args.override else None
    here.announce()
    witness = _witness(here, args)
    done = Releaser(here.world, witness).release(_key(here, witness, args.root), args.id, override)
    print(f"Released the lock of {args.root}, which {done.evidence.held.lock.who or 'somebody'} held.", file=sys.stderr)
    print(f"Recorded as s3://{witness.bucket}/{done.record}", file=sys.stderr)
    print(f"So that it does not recur: {done.verdict.prevention}", file=sys.stderr)
    return 0


def _parser(verb: str, about: str, examples: str) -> argparse.ArgumentParser:
    options = parser(f"lock {verb}", about, examples)
    options.add_argument("--table", metavar="NAME", help="an older DynamoDB lock table (those of roots are known)")
    return options


def _witness(here: Checkout, args: argparse.Namespace) -> Witness:
    from haveli.engine import roots
    from haveli.engine.evidence import Witness
    from haveli.engine.lockstore import tables_of

    tables = (*([args.table] if args.table else []), *tables_of(roots.discover(here.repo)))
    return Witness(here.world, here.spec.platform.state_bucket, here.home, tuple(dict.fromkeys(tables)))


def _key(here: Checkout, witness: Witness, name: str) -> str:
    """The key of the state of a root of this checkout, or of anything that is locked. Raises UsageError for neither."""
    from haveli.engine import roots
    from haveli.engine.evidence import key_of

    key = key_of(name)
    if key in {root.key for root in roots.discover(here.repo)} or witness.locks.read(key):
        return key
    raise UsageError(f"There is no root {name} here, and no lock of that name.", hint="haveli lock list")


def _warn_of_digest(witness: Witness, name: str) -> None:
    from haveli.engine.advice import of_digest
    from haveli.engine.evidence import key_of

    key = key_of(name)
    for warning in of_digest(witness.locks.digest(key), witness.state(key)):
        print(warning, file=sys.stderr)


def _table(judged: list[tuple[Evidence, Verdict]]) -> list[str]:
    from haveli.engine.advice import ago

    width = max(len(evidence.root) for evidence, _ in judged)
    lines = [f"{'ROOT':<{width}}  {'VERDICT':<9}  {'TAKEN':<12}  {'BY':<24}  ID"]
    for evidence, verdict in judged:
        who, taken = evidence.held.lock.who or "?", ago(evidence.held.age)
        lines.append(f"{evidence.root:<{width}}  {verdict.word:<9}  {taken:<12}  {who:<24}  {evidence.held.id}")
    return [*lines, "", f"Next: haveli lock inspect {judged[0][0].root}"]


def _text(evidence: Evidence, verdict: Verdict) -> list[str]:
    from haveli.engine.advice import ago

    lock, lease = evidence.held.lock, evidence.own_lease
    what = lock.operation.removeprefix("OperationType") or "unknown"
    place = (
        f"DynamoDB table {evidence.held.table}"
        if evidence.held.table
        else f"s3://{evidence.bucket}/{evidence.key}.tflock"
    )
    return [
        f"{evidence.root}: {verdict.word}",
        *(f"  - {reason}" for reason in verdict.reasons),
        "",
        f"  lock    {evidence.held.id}, {what} by {lock.who or 'somebody'}, taken {ago(evidence.held.age)}, {place}",
        *([f"  lease   run {lease.run}: {lease.command}, process {lease.pid} on {lease.host}"] if lease else []),
        *(f"  fact    {note}" for note in verdict.notes),
        f"  cause   {verdict.cause}",
        f"  avoid   {verdict.prevention}",
        "",
        *(f"{'Next: ' if index == 0 else '  or: '}{command}" for index, command in enumerate(verdict.next)),
    ]


def _as_json(evidence: Evidence, verdict: Verdict) -> dict[str, Any]:
    facts = json.loads(json.dumps(asdict(evidence), default=str))
    return {
        "root": evidence.root,
        "id": evidence.held.id,
        "verdict": verdict.word,
        "reasons": list(verdict.reasons),
        "cause": verdict.cause,
        "prevention": verdict.prevention,
        "next": list(verdict.next),
        "notes": list(verdict.notes),
        "evidence": facts,
    }
