"""The roots of a checkout: every `terraform/environments/<env>/NN-<name>/` with Terraform files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from haveli.engine import remote_state
from haveli.engine.remote_state import Read
from haveli.errors import UsageError

ENVIRONMENTS = Path("terraform") / "environments"
_NAME = re.compile(r"[0-9]{2}-[a-z0-9][a-z0-9-]*")
# Deploy order of the environments that are not tenants.
_FIRST = {"foundation": 0, "platform": 1}


@dataclass(frozen=True)
class Root:
    """A folder that the core is run in. `id` is `<env>/<NN-name>`; `key` is where its state lies in the state
    bucket.
    """

    env: str
    name: str
    path: Path
    reads: tuple[Read, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.env}/{self.name}"

    @property
    def key(self) -> str:
        return f"{self.id}/terraform.tfstate"

    @property
    def order(self) -> tuple[int, str, str]:
        """Deploy order: foundation, platform, then tenants by name; inside by number."""
        return (_FIRST.get(self.env, 2), self.env, self.name)

    def __str__(self) -> str:
        return self.id


def discover(repo: Path) -> tuple[Root, ...]:
    """All roots of a checkout, in deploy order."""
    found = [
        _root(folder)
        for folder in (repo / ENVIRONMENTS).glob("*/*")
        if _NAME.fullmatch(folder.name) and any(folder.glob("*.tf"))
    ]
    return tuple(sorted(found, key=lambda root: root.order))


def _root(folder: Path) -> Root:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.tf"))]
    return Root(folder.parent.name, folder.name, folder, remote_state.reads(texts))


def select(roots: Iterable[Root], names: Iterable[str]) -> tuple[Root, ...]:
    """The roots that `names` ask for: an environment (`fraud`) or a root (`fraud/00-storage`); all when there are none.

    Never more than was asked for. Raises UsageError for a name that fits nothing.
    """
    everything = tuple(roots)
    wanted = [name.strip("/") for name in names]
    unknown = [name for name in wanted if not any(name in (root.env, root.id) for root in everything)]
    if unknown:
        there = ", ".join(dict.fromkeys(root.env for root in everything)) or "none"
        raise UsageError(
            f"No environment or root is called {unknown[0]!r}. Environments: {there}.", hint="haveli plan --order"
        )
    return tuple(root for root in everything if not wanted or root.env in wanted or root.id in wanted)
