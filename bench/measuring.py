"""Timing whole processes in pairs, and telling it in one line."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Pair:
    """Seconds of ours and of the peer, run by run."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios, pair by pair: it holds when the machine's speed drifts."""
        return median(ours / peer for ours, peer in zip(self.ours, self.peer, strict=True))

    def line(self, what: str, peer: str, limit: str = "") -> str:
        told = f"{what}: {median(self.ours):.2f} s, {peer}: {median(self.peer):.2f} s, ratio {self.ratio:.3f}"
        return f"{told} (at most {limit})" if limit else told


def alternating(ours: Callable[[], float], peer: Callable[[], float], *, runs: int) -> Pair:
    """Runs both in turn, `runs` times, after one of each that does not count."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return Pair(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Runs a command that must succeed; how long it took."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    took = time.monotonic() - start
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return took


def peak_mib() -> float:
    """The most memory that a child of this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def clean_environment() -> dict[str, str]:
    """The environment without what would point AWS clients or cores elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_", "HAVELI_"))}
