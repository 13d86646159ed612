"""What a command works on: the checkout it stands in, its specification, and the world it chose."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from haveli import aws
from haveli.errors import UsageError

if TYPE_CHECKING:
    from haveli.spec.models import Spec

PROFILE = "pai-risk-mlops"


@dataclass(frozen=True)
class Checkout:
    """A checkout of the platform's repository, and the cloud that the command line chose."""

    repo: Path
    cloud: str

    @cached_property
    def spec(self) -> Spec:
        """The specification. Raises SpecError."""
        from haveli.spec import load

        return load(self.repo)

    @cached_property
    def world(self) -> aws.World:
        """The world that the command works in. Raises CloudNotRunning."""
        platform = self.spec.platform
        return aws.world(self.repo, self.cloud, platform.account, platform.region, PROFILE)

    @property
    def home(self) -> Path:
        return aws.home(self.repo)

    def announce(self) -> None:
        """Says on stderr where the command works: the first line of everything that can change something."""
        world = self.world
        where = f"local cloud {world.instance}" if world.name == "local" else "AWS"
        print(f"{where} · account {world.account} · {world.caller()} · {world.region}", file=sys.stderr)


def checkout(folder: str, cloud: str | None) -> Checkout:
    """The checkout that holds `folder`. Raises UsageError when none does."""
    start = Path(folder).resolve()
    for candidate in (start, *start.parents):
        if (candidate / "platform.yaml").is_file():
            return Checkout(candidate, aws.chosen_cloud(cloud))
    raise UsageError(f"{start} is not inside a haveli checkout: no platform.yaml here or above.", hint="cd <checkout>")
