"""One account and region at one moment: what the rules of each kind work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haveli.local.extensions.sagemaker.network import Surroundings
from haveli.local.extensions.sagemaker.shelf import Shelf
from haveli.local.extensions.sagemaker.timings import Timings


@dataclass(frozen=True)
class Place:
    """What is kept, what is around it, how long changes take, and the time."""

    shelf: Shelf
    around: Surroundings
    timings: Timings
    now: datetime
