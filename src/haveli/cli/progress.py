"""What a person sees while roots are worked on: a live table at a terminal, a line for each step elsewhere. On
stderr.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from types import TracebackType
from typing import Any, TextIO

_CREATING = re.compile(r"^(?P<address>\S+): (?P<doing>Creating|Modifying|Destroying|Still \w+|Reading|Importing)")
_ENDS = frozenset(
    {"unchanged", "changes", "applied", "destroyed", "absent", "skipped", "failed", "blocked", "interrupted"}
)
_MARK = {"failed": "✗", "blocked": "-", "interrupted": "✗", "skipped": "·"}


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


class Live:
    """A table that follows every root, with the resource that it works on."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.live import Live as RichLive

        self.rows: dict[str, tuple[str, str, float]] = {}
        self.lock = threading.Lock()
        self.live = RichLive(
            get_renderable=self._table, console=Console(file=stream), refresh_per_second=8, transient=False
        )

    def __enter__(self) -> Live:
        self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.live.stop()

    def notify(self, root: str, phase: str, detail: str) -> None:
        with self.lock:
            start = self.rows.get(root, ("", "", time.monotonic()))[2]
            if phase in ("plan", "apply", "destroy"):
                match = _CREATING.match(detail)
                detail = (
                    f"{match['doing'].lower()} {match['address']}" if match else self.rows.get(root, ("", "", 0.0))[1]
                )
            end = time.monotonic() - start if phase in _ENDS else start
            self.rows[root] = (phase, detail.splitlines()[0] if detail else "", end)

    def _table(self) -> Any:
        from rich.table import Table

        table = Table(box=None, show_header=False, pad_edge=False)
        with self.lock:
            for root, (phase, detail, moment) in self.rows.items():
                seconds = moment if phase in _ENDS else time.monotonic() - moment
                mark = _MARK.get(phase, "✓") if phase in _ENDS else "…"
                table.add_row(
                    mark, root, phase, f"{seconds:.1f} s", "" if phase in _ENDS and phase != "failed" else detail
                )
        return table


def progress() -> Lines | Live:
    """The progress for this stderr."""
    plain = not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"
    return Lines(sys.stderr) if plain else Live(sys.stderr)
