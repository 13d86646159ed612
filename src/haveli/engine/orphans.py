"""Roots that leave the specification while their resources still stand: their files stay until a destroy.

Without its files nothing could plan or destroy what stands in a root's state: it would cost money and be forgotten.
All other files are written, for what is to be destroyed may be read by a root that no longer needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from haveli.engine.states import States

_STATE = "/terraform.tfstate"


@dataclass(frozen=True)
class Kept:
    """Roots that leave and whose files stay for now: why, and what lets them go."""

    roots: tuple[str, ...] = ()
    why: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.why}\nNext: {self.hint}" if self.roots else ""


def to_keep(leaving: Collection[str], staying: Collection[str], states: States) -> Kept:
    """Those of `leaving` that have resources in their state; all of them when the world does not tell.

    `staying` are the environments that the specification still has.
    """
    if not leaving:
        return Kept()
    try:
        versions = states.versions()
        counts = {name: len(states.resources(name + _STATE)) for name in leaving if name + _STATE in versions}
    except (ClientError, BotoCoreError) as error:
        return unseen(leaving, str(error))
    standing = {name: count for name, count in counts.items() if count}
    return Kept(tuple(standing), _told(standing), _way_out(standing, staying)) if standing else Kept()


def unseen(leaving: Collection[str], why: str, *, hint: str = "haveli doctor") -> Kept:
    """All of `leaving`, for a world that cannot be asked."""
    told = f"The specification no longer has {', '.join(leaving)}, and what stands of it cannot be seen: {why}"
    return Kept(tuple(leaving), f"{told}\nTheir files stay.", hint)


def left(states: States, versions: Iterable[str], keys: Collection[str]) -> dict[str, int]:
    """The states among `versions` that belong to no root (`keys` are those of all roots) and are not empty.

    By the names that their roots had, with the number of their resources.
    """
    counts = {key.removesuffix(_STATE): len(states.resources(key)) for key in sorted(versions) if key not in keys}
    return {name: count for name, count in counts.items() if count}


def _told(standing: Mapping[str, int]) -> str:
    lines = [f"  {name}  {count} resource{'' if count == 1 else 's'}" for name, count in standing.items()]
    return "\n".join(
        ["The specification no longer has what still stands here; its files stay until it is gone:", *lines]
    )


def _way_out(standing: Iterable[str], staying: Collection[str]) -> str:
    """The commands that destroy what stands: an environment that leaves whole by its name, roots those read last."""
    environments = {name: name.partition("/")[0] for name in sorted(standing, reverse=True)}
    names = dict.fromkeys(name if env in staying else env for name, env in environments.items())
    return "; ".join(f"haveli destroy {name}" for name in names)
