"""A run over many roots: what each needs is checked, then a queue hands them to a few workers.

1. Each root is looked at when its turn comes, so what it reads of others is read then, not when the run starts.
2. A root whose upstream has no state is blocked, and says what it needs; nothing is mocked.
3. `review` plans, and keeps the plan files. `carry_out` applies exactly those; where a root's files, its state or a
   state that it reads changed since, it plans afresh and refuses when that differs from what was reviewed.
4. Whatever goes wrong with a root is that root's result; the others go on.
5. The first Ctrl-C drains: what runs finishes, nothing else starts. The second is forwarded to the cores.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from haveli.engine import bootstrap, graph
from haveli.engine.fingerprints import Fingerprints, fingerprint
from haveli.engine.graph import ReadyQueue
from haveli.engine.planfile import DESTROY, REPLACE
from haveli.engine.report import Report, RootResult
from haveli.engine.roots import Root
from haveli.engine.states import States
from haveli.engine.steps import StepFailed, StepInterrupted, Steps
from haveli.errors import HaveliError

Notify = Callable[[str, str, str], None]  # root, phase (see report's words, or init, plan, apply), detail
Act = Callable[[Root], RootResult]


@dataclass
class Run:
    """One run over `roots`; `everything` are all roots of the checkout, for what is read of those not selected."""

    id: str
    repo: Path
    roots: tuple[Root, ...]
    everything: tuple[Root, ...]
    steps: Steps
    states: States
    fingerprints: Fingerprints
    workers: int = 4
    notify: Notify = lambda root, phase, detail: None
    _draining: threading.Event = field(default_factory=threading.Event)
    _seen: dict[str, dict[str, str]] = field(default_factory=dict)  # what each root was when it was looked at
    _versions: Mapping[str, str] = field(default_factory=dict)  # the states when they were last listed
    _listing: threading.Lock = field(default_factory=threading.Lock)
    _verb: str = ""

    # What a command calls

    def review(self, *, refresh: bool) -> Report:
        """Plans every root. With `refresh` also those whose files, state and upstream are as at their last apply."""
        self._list_states()

        def act(root: Root) -> RootResult:
            return self._plan(root) if refresh else self._skipped(root) or self._plan(root)

        return self._drive("plan", act, self._edges())

    def carry_out(self, reviewed: Mapping[str, RootResult] | None = None, *, refresh: bool = False) -> Report:
        """Applies every root: as `reviewed`, or planned in its turn when there was no review."""
        self._list_states()
        return self._drive(
            "apply", lambda root: self._apply(root, (reviewed or {}).get(root.id), refresh=refresh), self._edges()
        )

    def review_destroy(self) -> Report:
        """Plans the destruction of every root; nothing blocks another, for nothing goes."""
        return self._drive("plan", self._plan_destroy, {root.id: frozenset() for root in self.roots})

    def carry_out_destroy(self, reviewed: Mapping[str, RootResult]) -> Report:
        """Destroys every root, those that others read last. Nothing goes that was not in the review."""
        return self._drive(
            "destroy", lambda root: self._destroy(root, reviewed[root.id]), graph.reversed_edges(self._edges())
        )

    def drain(self) -> None:
        """Lets what runs finish and starts nothing else."""
        self._draining.set()

    @property
    def is_draining(self) -> bool:
        return self._draining.is_set()

    # What happens to one root

    def _skipped(self, root: Root) -> RootResult | None:
        if not self.fingerprints.is_unchanged(root, self._versions):
            return None
        self._seen[root.id] = fingerprint(root, self._versions)
        return RootResult(root.id, "skipped", reason="unchanged since its last apply")

    def _plan(self, root: Root) -> RootResult:
        versions = self._versions
        missing = self._missing(root, versions)
        if missing:
            return self._not_yet(root, missing)
        self._prepare(root)
        listener = self._lines(root, "plan")
        self.steps.initialise(root, listener)
        self._seen[root.id] = fingerprint(root, versions)
        plan = self.steps.plan(root, on_line=listener)
        if root.id in self.steps.moved:
            return RootResult(root.id, "changes", plan, reason="its state moves into the bucket that it makes")
        if plan.is_empty:
            self.fingerprints.keep(root, self._seen[root.id])
        return RootResult(root.id, "unchanged" if plan.is_empty else "changes", plan)

    def _apply(self, root: Root, reviewed: RootResult | None, *, refresh: bool) -> RootResult:
        if reviewed is None and not refresh and (skipped := self._skipped(root)):
            return skipped
        if reviewed and reviewed.word == "changes":
            self._list_states()  # somebody else may have been faster
        planned = reviewed if reviewed and self._is_as_seen(root) else self._plan_again(root, reviewed)
        if planned.word != "changes":
            return planned
        self.steps.apply(root, on_line=self._lines(root, "apply"))
        if root.id in self.steps.moved:
            bootstrap.finish(self.steps, root)
        self._list_states()
        self.fingerprints.keep(root, {**self._seen[root.id], "state": self._versions.get(root.key, "")})
        return replace(planned, word="applied")

    def _plan_again(self, root: Root, reviewed: RootResult | None) -> RootResult:
        """Plans in the root's turn. Raises StepFailed when that is not what was reviewed."""
        planned = self._plan(root)
        if reviewed and reviewed.word == "later":
            unseen = planned.plan.addresses(REPLACE, DESTROY)
            if unseen:
                raise StepFailed(_destroys_unseen(unseen), hint=_SHOW_AGAIN)
        elif reviewed and planned.plan.changes != reviewed.plan.changes:
            raise StepFailed(_differs(reviewed, planned), hint=_SHOW_AGAIN)
        return planned

    def _plan_destroy(self, root: Root) -> RootResult:
        if not self.states.resources(root.key):
            return RootResult(root.id, "absent")
        plan = self.steps.plan(root, "-destroy", on_line=self._lines(root, "plan"))
        return RootResult(root.id, "changes", plan)

    def _destroy(self, root: Root, reviewed: RootResult) -> RootResult:
        planned = self._plan_destroy(root)
        if set(planned.plan.changes) - set(reviewed.plan.changes):
            raise StepFailed(_differs(reviewed, planned), hint=f"haveli destroy {root.env}   (shows what goes now)")
        self.fingerprints.forget(root)
        if planned.word != "changes":
            return planned
        self.steps.apply(root, on_line=self._lines(root, "destroy"))
        return replace(planned, word="destroyed")

    def _missing(self, root: Root, versions: Mapping[str, str]) -> dict[str, str]:
        """What `root` reads and is not there yet: by root, the outputs that it needs of it."""
        by_key = {other.key: other.id for other in self.everything}
        missing = {}
        for read in root.reads:
            there = self.states.output_names(read.key, versions[read.key]) if read.key in versions else frozenset()
            absent = [name for name in read.outputs if name not in there]
            if absent or read.key not in versions:
                missing[by_key.get(read.key, read.key)] = ", ".join(absent)
        if root.id != bootstrap.ROOT and not versions and not self.states.bucket_exists():
            missing[bootstrap.ROOT] = "the state bucket"
        return missing

    def _not_yet(self, root: Root, missing: Mapping[str, str]) -> RootResult:
        needs = "needs " + " and ".join(f"{name} ({what})" if what else name for name, what in missing.items())
        ours = {other.id for other in self.roots}
        word = "later" if self._verb == "plan" and ours >= missing.keys() else "blocked"
        return RootResult(root.id, word, reason=needs)

    def _prepare(self, root: Root) -> None:
        if root.id == bootstrap.ROOT:
            bootstrap.prepare(self.steps, root, self.states, self.repo)

    def _is_as_seen(self, root: Root) -> bool:
        return self._seen.get(root.id) == fingerprint(root, self._versions)

    def _list_states(self) -> None:
        # One at a time, so that a listing never replaces one that began after it. Not one for each root: with many
        # tenants that would be most of the work.
        with self._listing:
            self._versions = self.states.versions()

    def _lines(self, root: Root, phase: str) -> Callable[[str], None]:
        return lambda line: self.notify(root.id, phase, line)

    # The queue

    def _edges(self) -> dict[str, frozenset[str]]:
        """What each root needs of the others; all need the state bucket, which one of them makes."""
        edges = graph.dependencies(self.roots, everything=self.everything)
        if bootstrap.ROOT not in edges:
            return edges
        return {name: needs if name == bootstrap.ROOT else needs | {bootstrap.ROOT} for name, needs in edges.items()}

    def _drive(self, verb: str, act: Act, edges: dict[str, frozenset[str]]) -> Report:
        self._verb = verb
        by_id = {root.id: root for root in self.roots}
        order = tuple(root.id for root in self.roots)
        queue = ReadyQueue(edges, order if verb != "destroy" else order[::-1])
        results: dict[str, RootResult] = {}
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            running: dict[Future[RootResult], str] = {}
            while running or (queue.ready() and not self.is_draining):
                self._start_ready(queue, pool, running, lambda name: self._guarded(by_id[name], act))
                done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    self._settle(running.pop(future), future.result(), queue, results)
        for name in queue.waiting():
            results[name] = RootResult(name, "waiting", reason="the run was interrupted before its turn")
        stopped = self.is_draining and any(result.word in ("waiting", "interrupted") for result in results.values())
        return Report(verb, tuple(results[name] for name in order), self.id, stopped)

    def _start_ready(
        self,
        queue: ReadyQueue,
        pool: ThreadPoolExecutor,
        running: dict[Future[RootResult], str],
        work: Callable[[str], RootResult],
    ) -> None:
        if self.is_draining:
            return
        for name in queue.ready()[: self.workers - len(running)]:
            queue.start(name)
            self.notify(name, "started", "")
            running[pool.submit(work, name)] = name

    def _settle(self, name: str, result: RootResult, queue: ReadyQueue, results: dict[str, RootResult]) -> None:
        results[name] = result
        self.notify(name, result.word, result.reason)
        if result.word not in ("failed", "blocked", "interrupted"):
            queue.succeed(name)
            return
        for blocked in queue.fail(name):
            results[blocked] = RootResult(blocked, "blocked", reason=self._blocked_by(result))
            self.notify(blocked, "blocked", results[blocked].reason)

    def _blocked_by(self, lost: RootResult) -> str:
        if self._verb == "destroy":
            return f"is needed by {lost.root}, which is still there"
        return f"needs {lost.root}, which {_BECAME[lost.word]}"

    def _guarded(self, root: Root, act: Act) -> RootResult:
        start = time.monotonic()
        try:
            result = act(root)
        except StepInterrupted:
            result = RootResult(root.id, "interrupted", reason="stopped by a signal; its state has what was done")
        except HaveliError as error:
            hint = f"\nNext: {error.hint}" if error.hint else ""
            result = RootResult(root.id, "failed", reason=error.explanation + hint)
        except Exception as error:  # S3 that does not answer, a full disk, a fault of ours: never the end of the others
            self._log_fault(root)
            result = RootResult(root.id, "failed", reason=f"{type(error).__name__}: {error}")
        log = self.steps.place(root).log
        shown = str(log) if log.exists() else ""
        return replace(result, seconds=time.monotonic() - start if result.word != "skipped" else 0.0, log=shown)

    def _log_fault(self, root: Root) -> None:
        with suppress(OSError), self.steps.place(root).log.open("a", encoding="utf-8") as stream:
            stream.write(traceback.format_exc())


_SHOW_AGAIN = "haveli apply   (shows the new plan)"
_BECAME = {"failed": "failed", "blocked": "is blocked itself", "interrupted": "was interrupted"}


def _differs(reviewed: RootResult, fresh: RootResult) -> str:
    before, now = set(reviewed.plan.changes), set(fresh.plan.changes)
    lines = [f"  + {change.kind} {change.address}" for change in sorted(now - before)]
    lines += [f"  - {change.kind} {change.address}" for change in sorted(before - now)]
    return "\n".join(["The plan is no longer what was reviewed, because files or states changed since:", *lines])


def _destroys_unseen(addresses: tuple[str, ...]) -> str:
    head = "This would destroy what the review could not show, because what it needs was not there yet:"
    return "\n".join([head, *(f"  - {address}" for address in addresses)])
