"""What the IAM types share: policy documents, names, paths and tags."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.names import length_problems
from haveli.local.provider.resources.policy_json import kept_policy

GONE = ("NoSuchEntity",)
#: Characters of IAM names (IAM API reference, 2026-11).
NAME_CHARACTERS = r"[\w+=,.@-]"


def document_text(document: Any) -> str:
    """A policy document as compact JSON; boto3 gives IAM's URL-encoded documents as dicts already."""
    return document if isinstance(document, str) else json.dumps(document, separators=(",", ":"))


def reported_document(document: Any, known: str | None) -> str | None:
    """A policy document as `read` reports it: in the state's words while it means the same."""
    return kept_policy(document_text(document), known)


def name_problems(config: Values, longest: int) -> Iterable[Problem]:
    """Faults of `name`, `name_prefix` and `path`."""
    yield from length_problems(config, "name", longest, NAME_CHARACTERS)
    path = config.get("path")
    if isinstance(path, str) and not (path.startswith("/") and path.endswith("/")):
        yield Problem(f"path must begin and end with a slash, got {path!r}", path=("path",))


def document_problems(config: Values, argument: str) -> Iterable[Problem]:
    """Faults of a policy document that need no call: no JSON, or no JSON object."""
    text = config.get(argument)
    if not isinstance(text, str):
        return
    try:
        document = json.loads(text)
    except ValueError as error:
        yield Problem(f"{argument!r} contains an invalid JSON policy", str(error), path=(argument,))
        return
    if not isinstance(document, dict):
        yield Problem(f"{argument!r} contains an invalid JSON policy", "It is not a JSON object.", path=(argument,))


def page_items(client: Any, operation: str, key: str, **arguments: Any) -> list[Any]:
    """All items of a paged list operation."""
    pages = client.get_paginator(operation).paginate(**arguments)
    return [item for page in pages for item in page[key]]
