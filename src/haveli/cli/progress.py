"""What a person sees while roots are worked on: a live table at a terminal, a line for each step elsewhere. On
stderr.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO

_CREATING = re.compile(r"^(?P<address>\S+): (?P<doing>Creating|Modifying|Destroying|Still \w+|Reading|Importing)")
_ENDS = frozenset(
    {"unchanged", "changes", "applied", "destroyed", "absent", "skipped", "failed", "blocked", "later", "interrupted"}
)
_MARK = {"failed": "✗", "blocked": "-", "later": "-", "interrupted": "✗", "skipped": "·"}


class Lines:
    """One line when a root starts and one when it ends."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.started: dict[str, float] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def notify(self, root: str, phase: str, detail: str) -> None:
        if phase == "started":
            self.started[root] = time.monotonic()
        elif phase in _ENDS:
            now = time.monotonic()
            seconds = now - self.started.get(root, now)
            note = f"  {detail.splitlines()[0]}" if detail else ""
            print(f"{_MARK.get(phase, '✓')} {root}  {phase}  {seconds:.1f} s{note}", file=self.stream, flush=True)


@dataclass
class _Row:
    """What the table shows of one root; `ended` is None while it is worked on."""

    phase: str
    detail: str
    started: float
    ended: float | None = None


class Live:
    """A table that follows every root, with the resource that it works on; anew each time that it is entered."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.rows: dict[str, _Row] = {}
        self.lock = threading.Lock()
        self.live: Any = None

    def __enter__(self) -> Live:
        from rich.console import Console
        from rich.live import Live as RichLive

        self.rows.clear()
        self.live = RichLive(get_renderable=self._table, console=Console(file=self.stream), refresh_per_second=8)
        self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.live.stop()

    def notify(self, root: str, phase: str, detail: str) -> None:
        now = time.monotonic()
        with self.lock:
            row = self.rows.setdefault(root, _Row(phase, "", now))
            row.phase = phase
            if phase in _ENDS:
                row.detail, row.ended = detail.partition("\n")[0], now
            elif match := _CREATING.match(detail):
                row.detail = f"{match['doing'].lower()} {match['address']}"

    def _table(self) -> Any:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, show_header=False, pad_edge=False)
        now = time.monotonic()
        with self.lock:
            # What is narrower than its content may lose the end of the detail, never of a root's name.
            table.add_column(no_wrap=True, min_width=1)
            table.add_column(no_wrap=True, min_width=max((len(root) for root in self.rows), default=1))
            table.add_column(no_wrap=True, min_width=11)
            table.add_column(no_wrap=True, min_width=7, justify="right")
            table.add_column(no_wrap=True, overflow="ellipsis")
            for root, row in self.rows.items():
                mark = "…" if row.ended is None else _MARK.get(row.phase, "✓")
                seconds = f"{(row.ended or now) - row.started:.1f} s"
                table.add_row(mark, root, row.phase, seconds, Text(row.detail))  # Text: brackets are no markup
        return table


def progress() -> Lines | Live:
    """The progress for this stderr."""
    plain = not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"
    return Lines(sys.stderr) if plain else Live(sys.stderr)
