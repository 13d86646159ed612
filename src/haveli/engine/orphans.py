"""Roots that leave the specification while their resources still stand: their files must stay until a destroy.

Without its files nothing could plan or destroy what stands in a root's state: it would cost money and be forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from haveli.engine.states import States
from haveli.errors import HaveliError

_STATE = "/terraform.tfstate"


class StillStanding(HaveliError):
    """The specification no longer asks for roots that still have resources in this world."""

    title = "Still standing"


class StandingUnknown(HaveliError):
    """The specification no longer asks for roots, and nobody can say whether they still have resources."""

    title = "Unknown what stands"


def check(leaving: Collection[str], staying: Collection[str], states: States) -> None:
    """Raises StillStanding when a root of `leaving` has resources in its state, StandingUnknown when none can look.

    `staying` are the environments that the specification still has.
    """
    if not leaving:
        return
    try:
        versions = states.versions()
        keys = {name: f"{name}{_STATE}" for name in leaving}
        counts = {name: len(states.resources(key)) for name, key in keys.items() if key in versions}
    except (ClientError, BotoCoreError) as error:
        raise unknown(leaving, str(error)) from error
    standing = {name: count for name, count in counts.items() if count}
    if standing:
        raise StillStanding(_told(standing), hint=_way_out(standing, staying))


def left(states: States, versions: Iterable[str], keys: Collection[str]) -> dict[str, int]:
    """The states among `versions` that belong to no root (`keys` are those of all roots) and are not empty.

    By the names that their roots had, with the number of their resources.
    """
    counts = {_name(key): len(states.resources(key)) for key in sorted(versions) if key not in keys}
    return {name: count for name, count in counts.items() if count}


def unknown(leaving: Collection[str], why: str, *, hint: str = "haveli doctor") -> StandingUnknown:
    """The error for a world that cannot be asked."""
    return StandingUnknown(
        f"The specification no longer has {', '.join(leaving)}. The files of a root go when none of its resources "
        f"stands, and that cannot be seen here: {why} No file was changed.",
        hint=hint,
    )


def _name(key: str) -> str:
    return key.removesuffix(_STATE)


def _told(standing: Mapping[str, int]) -> str:
    lines = [f"  {name}  {count} resource{'' if count == 1 else 's'}" for name, count in standing.items()]
    return "\n".join(["The specification no longer has what still stands here. No file was changed.", *lines])


def _way_out(standing: Iterable[str], staying: Collection[str]) -> str:
    """The commands that destroy what stands: an environment that leaves whole by its name, roots those read last."""
    environments = {name: name.partition("/")[0] for name in sorted(standing, reverse=True)}
    names = dict.fromkeys(name if env in staying else env for name, env in environments.items())
    return "; ".join(f"haveli destroy {name}" for name in names)
