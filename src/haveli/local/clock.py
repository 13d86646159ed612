"""The one clock of the local cloud: every extension reads the time here, and a test may drive it.

It runs with the machine's time plus an offset. `advance` and `set` move it; `stop` holds it at a moment, from where
only `advance` and `set` move it, and `run` lets it go on from there. It may be used from many threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_time() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)


class Clock:
    """A clock that can be moved and held. Times are aware datetimes, in UTC."""

    def __init__(self, source: Callable[[], datetime] = machine_time) -> None:
        self._source = source
        self._offset = timedelta(0)
        self._held_at: datetime | None = None
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The time, as this clock shows it."""
        with self._lock:
            return self._read()

    def advance(self, step: timedelta) -> datetime:
        """Moves the clock forward by `step` and returns the new time. A negative step is a ValueError."""
        if step < timedelta(0):
            raise ValueError(f"a clock does not go back: {step}")
        with self._lock:
            self._move_to(self._read() + step)
            return self._read()

    def set(self, moment: datetime) -> None:
        """Sets the clock to `moment`. A moment without a time zone, or one in this clock's past, is a ValueError."""
        if moment.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {moment}")
        with self._lock:
            if moment < self._read():
                raise ValueError(f"a clock does not go back: from {self._read()} to {moment}")
            self._move_to(moment.astimezone(UTC))

    def stop(self) -> datetime:
        """Holds the clock where it is and returns that time."""
        with self._lock:
            self._held_at = self._read()
            return self._held_at

    def run(self) -> None:
        """Lets a held clock go on from where it is. A running clock is left as it is."""
        with self._lock:
            if self._held_at is not None:
                self._offset = self._held_at - self._source()
                self._held_at = None

    def _read(self) -> datetime:
        return self._held_at if self._held_at is not None else self._source() + self._offset

    def _move_to(self, moment: datetime) -> None:
        if self._held_at is not None:
            self._held_at = moment
        else:
            self._offset = moment - self._source()


clock = Clock()
