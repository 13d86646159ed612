"""Ctrl-C during a run: the first drains, the second is forwarded to the cores."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from haveli.engine.run import Run


@contextmanager
def draining(run: Run) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM drain `run`."""

    def stop(number: int, frame: Any) -> None:
        if not run.is_draining:
            run.drain()
            print("Draining: what runs finishes, nothing else starts. Ctrl-C again interrupts it.", file=sys.stderr)
            return
        count = run.steps.core.interrupt()
        told = (
            f"Interrupted {count}; each saves its state and ends."
            if count
            else "No core runs that could be interrupted."
        )
        print(f"{told} `haveli lock list` shows what is still locked.", file=sys.stderr)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
