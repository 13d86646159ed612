"""The one summary of a run: a word for each root, what changes, and what is lost. Pure.

The words: `unchanged` (planned, nothing to do), `skipped` (unchanged since its last apply, not planned), `changes`
(planned), `applied`, `destroyed`, `absent` (nothing to destroy), `failed`, `later` (needs what this run makes first),
`blocked` (something it needs is not there), `waiting` (never started, because the run was drained) and `interrupted`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from haveli.engine.planfile import ADD, CHANGE, DESTROY, FORGET, IMPORT, KINDS, MOVE, REPLACE, RootPlan

NO_PLAN = RootPlan()
WORDS = (
    *("unchanged", "skipped", "changes", "applied", "destroyed", "absent"),
    *("failed", "later", "blocked", "waiting", "interrupted"),
)
BAD = frozenset({"failed", "blocked", "waiting", "interrupted"})


@dataclass(frozen=True)
class RootResult:
    """What became of one root. `reason` says why it failed, is blocked or was skipped; `seconds` is its own time."""

    root: str
    word: str
    plan: RootPlan = NO_PLAN
    reason: str = ""
    seconds: float = 0.0
    log: str = ""


@dataclass(frozen=True)
class Report:
    """A run: its verb (`plan`, `apply`, `destroy`) and a result for each root, in deploy order."""

    verb: str
    results: tuple[RootResult, ...]
    run: str = ""
    interrupted: bool = field(default=False)

    @property
    def has_changes(self) -> bool:
        return any(not result.plan.is_empty or result.word in ("changes", "later") for result in self.results)

    @property
    def bad(self) -> tuple[RootResult, ...]:
        return tuple(result for result in self.results if result.word in BAD)

    def exit_code(self, *, detailed: bool = False) -> int:
        """130 interrupted, else 1 when something failed, else 2 for changes with `detailed`, else 0."""
        if self.interrupted:
            return 130
        if self.bad:
            return 1
        return 2 if detailed and self.has_changes else 0


def as_text(report: Report, width: int = 100) -> str:
    """The summary for people: a table, then every replaced or destroyed address, then what went wrong.

    The table fits into `width` columns, in some lines for each root where it must; addresses and reasons are never cut.
    """
    lines = [*_table(report.results, width), ""]
    lines += _lost(report.results)
    for result in report.results:
        if result.word in BAD - {"waiting"} and result.reason:
            lines += [f"{result.root}: {result.word}", *_indented(result.reason)]
            lines += [f"  log: {result.log}"] if result.log and result.word in ("failed", "interrupted") else []
            lines.append("")
    lines.append(total(report))
    return "\n".join(lines)


def as_json(report: Report) -> dict[str, Any]:
    """The same as data: the shape in docs/schemas/report.schema.json."""
    return {
        "verb": report.verb,
        "run": report.run,
        "interrupted": report.interrupted,
        "exit_code": report.exit_code(),
        "has_changes": report.has_changes,
        "roots": [
            {
                "root": result.root,
                "result": result.word,
                **{kind: result.plan.count(kind) for kind in KINDS},
                "changes": [
                    {"address": item.address, "kind": item.kind, "type": item.type} for item in result.plan.changes
                ],
                "outputs": list(result.plan.outputs),
                "reason": result.reason,
                "seconds": round(result.seconds, 2),
                "log": result.log,
            }
            for result in report.results
        ],
    }


def total(report: Report) -> str:
    """One line for the whole run."""
    if not report.bad and not report.has_changes:
        return f"Nothing changed: {_counted(len(report.results))} as described."
    phrases = _PHRASE[report.verb == "plan"]
    counts = {kind: sum(result.plan.count(kind) for result in report.results) for kind in KINDS}
    parts = [f"{counts[kind]} {phrases[kind]}" for kind in KINDS if counts[kind]]
    only_outputs = sum(bool(result.plan.outputs) and not result.plan.changes for result in report.results)
    parts += [f"outputs of {_counted(only_outputs)} {phrases[CHANGE]}"] if only_outputs else []
    later = sum(result.word == "later" for result in report.results)
    parts += (
        [f"{_counted(later)} planned when what {'it needs' if later == 1 else 'they need'} is there"] if later else []
    )
    bad = len(report.bad)
    tail = f"; {_counted(bad)} {'is' if bad == 1 else 'are'} not done" if bad else ""
    return f"{_counted(len(report.results))}: {', '.join(parts) or 'nothing changed'}{tail}."


_PHRASE = {
    True: {
        ADD: "to add",
        CHANGE: "to change",
        REPLACE: "to replace",
        DESTROY: "to destroy",
        IMPORT: "to adopt",
        MOVE: "to move",
        FORGET: "to forget",
    },
    False: {
        ADD: "added",
        CHANGE: "changed",
        REPLACE: "replaced",
        DESTROY: "destroyed",
        IMPORT: "adopted",
        MOVE: "moved",
        FORGET: "forgotten",
    },
}


def _counted(number: int) -> str:
    return "1 root" if number == 1 else f"{number} roots"


def _table(results: Iterable[RootResult], width: int) -> list[str]:
    rows = list(results)
    roots = max([len(row.root) for row in rows], default=4)
    head = f"{'ROOT':<{roots}}  {'RESULT':<11} {'ADD':>4} {'CHANGE':>6} {'REPLACE':>7} {'DESTROY':>7} {'SECONDS':>7}"
    if len(head) > width:
        return [line for row in rows for line in _narrow_row(row, width)]
    return [head, *(line for row in rows for line in _row(row, roots, width))]


def _row(result: RootResult, roots: int, width: int) -> list[str]:
    counts = [result.plan.count(kind) for kind in (ADD, CHANGE, REPLACE, DESTROY)]
    add, change, replaced, destroyed = [str(number) if number else "." for number in counts]
    seconds = "." if not result.seconds else f"{result.seconds:.{1 if result.seconds < 99999 else 0}f}"
    numbers = f"{add:>4} {change:>6} {replaced:>7} {destroyed:>7} {seconds:>7}"
    row, note = f"{result.root:<{roots}}  {result.word:<11} {numbers}", _note(result)
    if not note or len(row) + 2 + len(note) <= width:
        return [f"{row}  {note}".rstrip()]
    return [row, _cut(f"  {note}", width)]


def _narrow_row(result: RootResult, width: int) -> list[str]:
    signs = ((ADD, "+"), (CHANGE, "~"), (REPLACE, "-/+"), (DESTROY, "-"))
    counts = [f"{sign}{result.plan.count(kind)}" for kind, sign in signs if result.plan.count(kind)]
    seconds = [f"{result.seconds:.1f} s"] if result.seconds else []
    notes = [_cut(f"  {_note(result)}", width)] if _note(result) else []
    return [result.root, _cut("  ".join(["", result.word, *counts, *seconds]), width), *notes]


def _note(result: RootResult) -> str:
    """What has no column."""
    told = (
        [result.reason.partition("\n")[0]] if result.word in ("skipped", "later", "changes") and result.reason else []
    )
    told += [f"{kind} {result.plan.count(kind)}" for kind in (IMPORT, MOVE, FORGET) if result.plan.count(kind)]
    return ", ".join(told)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _lost(results: Iterable[RootResult]) -> list[str]:
    rows = list(results)
    lines: list[str] = []
    for kind, title in ((REPLACE, "Replaced (destroyed and made anew)"), (DESTROY, "Destroyed")):
        found = [f"  {row.root}  {address}" for row in rows for address in row.plan.addresses(kind)]
        lines += [f"{title}:", *found, ""] if found else []
    return lines


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
