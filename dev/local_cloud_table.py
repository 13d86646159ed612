"""Writes docs/local-cloud.md: what the local cloud is, how it differs from AWS, and what each resource type can do.

    python dev/local_cloud_table.py

Nothing is said twice: the differences are those that the extensions' docstrings name, the table is read from the
classes of the provider and the schema. `tests/local/test_local_cloud_table.py` fails when the committed document is not
what this writes.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from haveli.local import extensions
from haveli.local.provider import schemas
from haveli.local.provider.registry import data_source_types, resource_types
from haveli.local.provider.resource import Resource

TARGET = Path(__file__).resolve().parents[1] / "docs" / "local-cloud.md"
HEADER = "| type | create | read | update | delete | import | not emulated |\n|---|---|---|---|---|---|---|"
WIDTH = 120
#: Attributes that are no part of what a resource is.
_NOT_ARGUMENTS = frozenset({"id", "region", "timeouts"})
_TAGS = frozenset({"tags", "tags_all"})

INTRODUCTION = """\
# The local cloud

An emulated AWS on one machine. `haveli up` starts it: a server on loopback that answers AWS's API (moto 5.2.5 with
haveli's extensions), and beside it a provider that Terraform's core takes for `hashicorp/aws`. The files, the core, the
state backend and haveli's own code are the same as on AWS; no command falls back from one world to the other.

- **The schema is the genuine provider's** (6.66.0): an argument that does not exist fails here as it does there, with
  file and line, and so does a type that is not in the table below.
- **It is in memory.** `haveli down`, or an end of its process, ends everything in it; `haveli up` builds it again.
- **Nothing runs in it.** There are API objects and their states; no instance, pod or notebook is behind them.
- **It is quick.** What takes AWS minutes takes a second or two, by a clock that tests can move.
- **Any key is let in** unless it was started with `haveli up --iam enforce`.
- **It is one account's own.** What AWS limits, bills or delays is not limited, billed or delayed unless an extension
  below says so.
"""
DIFFERENCES = """\
## Where it differs from AWS, and from moto

By extension; a service without one is moto's.
"""
TABLE = """\
## Resource types

"In place" counts the top-level arguments and blocks that an update changes, "replace" those whose change makes another
resource; tags are not counted. An import is by the `id` alone, or by a text of the type's own form. "Nothing known" is
not a promise: the type is as the genuine provider's as far as its tests look.
"""
SOURCES = """\
## Data sources
"""


def main() -> None:
    TARGET.write_text(document(), encoding="utf-8")


def document() -> str:
    """The whole text."""
    rows = "\n".join(row(kind) for _, kind in sorted(resource_types().items()))
    sources = ", ".join(f"`{name}`" for name in sorted(data_source_types()))
    table = f"{TABLE}\n{HEADER}\n{rows}\n"
    return "\n".join([INTRODUCTION, DIFFERENCES, _differences(), table, SOURCES, _wrapped(f"{sources}.", "")])


def row(kind: type[Resource]) -> str:
    """The line of one resource type."""
    verbs = ("create", "read", "delete")
    create, read, delete = ("no" if getattr(kind, verb) is getattr(Resource, verb) else "yes" for verb in verbs)
    form = "id" if kind.import_state is Resource.import_state else "own form"
    cells = (f"`{kind.name}`", create, read, update(kind), delete, form, kind.not_emulated or "nothing known")
    return f"| {' | '.join(cells)} |"


def update(kind: type[Resource]) -> str:
    """What an update of this type does, in a few words."""
    block = schemas.resource_block(kind.name)
    settable = {name for name, each in block.attributes.items() if each.required or each.optional} | set(block.blocks)
    arguments = settable - _NOT_ARGUMENTS - _TAGS
    replace = arguments & kind.force_new
    stay = len(arguments) - len(replace)
    if not stay:
        return "tags only" if "tags" in settable else "every change replaces"
    return f"{stay} in place, {len(replace)} replace" if replace else f"{stay} in place"


def sentences(docstring: str) -> list[str]:
    """The sentences of a docstring that are not about its files, each on one line."""
    text = " ".join(docstring.split())
    return [each for each in re.split(r"(?<=[.]) (?=[A-Za-z`])", text) if ".py`" not in each]


def _differences() -> str:
    return "".join(_wrapped(f"- **{name}**: {' '.join(sentences(text))}", "  ") for name, text in _extensions())


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False) + "\n"


def _extensions() -> Iterator[tuple[str, str]]:
    for info in sorted(pkgutil.iter_modules(extensions.__path__), key=lambda item: item.name):
        yield info.name, importlib.import_module(f"{extensions.__name__}.{info.name}").__doc__ or ""


if __name__ == "__main__":
    main()
