"""What a resource type or a data source of the local provider is: one small class.

The servicer does what the protocol asks of every type (proposed and planned state, unknowns, computed attributes,
replacement, blocks, default tags, regions, import); a class here says only what is particular to its type.

Values are plain Python: None, str, int, float, bool, list, dict. A list, set or single-item block is a list of dicts;
a `timeouts` block is a dict or None. A set arrives as a list in a canonical order and may be returned in any order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar

Values = dict[str, Any]
T = TypeVar("T")


class Context(Protocol):
    """What a type may use during one call: clients for the resource's region, and a wait that a stop can end."""

    @property
    def region(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def partition(self) -> str: ...

    def client(self, service: str) -> Any:
        """The boto3 client of `service` for this call's region, with adaptive retries."""

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        """Calls `probe` until it gives something; raises `TimedOut` after `seconds`, `Stopped` when the run was
        stopped.
        """


@dataclass(frozen=True)
class Change:
    """An update in place: the state before, the planned state after.

    Nothing in it is unknown to the handler: a top-level attribute that AWS will tell is as before, one in a new item
    of a block is None.
    """

    before: Values
    after: Values

    def touches(self, *names: str) -> bool:
        """Whether any of these top-level attributes or blocks differs."""
        return any(self.before.get(name) != self.after.get(name) for name in names)


@dataclass(frozen=True)
class Problem:
    """A fault in a configuration, shown by the core at the attribute's place in the file."""

    summary: str
    detail: str = ""
    path: tuple[str | int, ...] = field(default=())


class Resource:
    """A resource type. Subclasses set `name` and the verbs.

    `create` returns the id (or the attributes it knows, with `id`); the servicer then calls `read` to fill what is
    unknown. `read` returns the attributes that AWS reports: those it leaves out keep their value in the state, None
    clears one; it returns None when the resource is gone. Tags: send `planned["tags_all"]`, report `tags_all`; the
    servicer owns `tags`. Errors: let botocore's ClientError through; the servicer turns it into a diagnostic with AWS's
    code and text.
    """

    name: ClassVar[str]
    #: Arguments (top-level names, or dotted paths into blocks) whose change replaces the resource.
    force_new: ClassVar[frozenset[str]] = frozenset()
    #: What the provider plans for an optional argument that the configuration leaves out (dotted path -> value).
    defaults: ClassVar[Mapping[str, Any]] = {}
    #: Arguments compared by meaning: dotted path -> normal form; equal normal forms are no change.
    same: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    #: Attributes never shown (the extracted schema does not tell).
    sensitive: ClassVar[frozenset[str]] = frozenset()
    #: Computed attributes that an update may change -> the arguments that each depends on (dotted paths, both).
    recomputed: ClassVar[Mapping[str, frozenset[str]]] = {}
    #: What of the type is not as on AWS, in sentences for docs/local-cloud.md; "" when nothing is known.
    not_emulated: ClassVar[str] = ""

    def validate(self, config: Values) -> Iterable[Problem]:
        """Faults that the genuine provider's validators would find; values may be UNKNOWN (see codec)."""
        return ()

    @classmethod
    def foreseen(cls, planned: Values, config: Values) -> Values:
        """Computed attributes that follow from the planned arguments, so that a plan shows them instead of "known after
        apply"; values may be UNKNOWN, in the configuration and in what is foreseen.
        """
        return {}

    def create(self, ctx: Context, planned: Values) -> str | Values:
        raise NotImplementedError

    def read(self, ctx: Context, state: Values) -> Values | None:
        raise NotImplementedError

    def update(self, ctx: Context, change: Change) -> None:
        """Applies what differs. A type without updatable arguments (tags aside) leaves this as it is."""
        raise NotImplementedError

    def delete(self, ctx: Context, state: Values) -> None:
        """Deletes; a resource that is gone already is no error."""
        raise NotImplementedError

    def import_state(self, ctx: Context, id: str) -> Values:
        """The attributes that `read` needs, from the id a person gives to `terraform import`."""
        return {"id": id}


class DataSource:
    """A data source. `read` returns every attribute it computes (with `id`)."""

    name: ClassVar[str]

    def validate(self, config: Values) -> Iterable[Problem]:
        return ()

    def read(self, ctx: Context, config: Values) -> Values:
        raise NotImplementedError


class Stopped(Exception):
    """The run that this call belongs to was stopped by its core."""


class TimedOut(Exception):
    """A wait took longer than its limit."""


def json_form(text: Any) -> Any:
    """The normal form of a JSON argument: equal for equal documents. Text that is not JSON is its own normal form."""
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


class Unfinished(Exception):
    """A resource was made, but what should follow failed: `values` (with `id`) go into the state, which is tainted."""

    def __init__(self, values: Values, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.values = values
        self.cause = cause
