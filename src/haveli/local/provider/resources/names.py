"""Names that a configuration leaves to the provider, and the limits of those that it sets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from haveli.local.provider.resource import Problem, Values

#: Digits that the provider appends to a prefix: a timestamp and a counter.
SUFFIX_LENGTH = 26

_counter = itertools.count(1)


def chosen_name(planned: Values, argument: str = "name", prefix: str = "name_prefix") -> str:
    """The configured name, else the configured prefix (or `terraform-`) with a suffix that no other call gets."""
    if planned.get(argument):
        return str(planned[argument])
    return f"{planned.get(prefix) or 'terraform-'}{_suffix()}"


def prefix_of(name: str) -> str | None:
    """The prefix that a name was made from; None for a name without the provider's suffix."""
    made = re.fullmatch(rf"(.*)[0-9]{{18}}[0-9a-f]{{{SUFFIX_LENGTH - 18}}}", name)
    return made.group(1) if made else None


def _suffix() -> str:
    moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:18]
    return f"{moment}{next(_counter) % 16**8:08x}"


def length_problems(config: Values, argument: str, longest: int, allowed: str) -> Iterable[Problem]:
    """What is wrong with a name or its prefix: longer than AWS takes, or with characters that it refuses.

    `allowed` is a regular expression's character class, such as `[a-z-]`.
    """
    yield from _text_problems(config.get(argument), argument, longest, allowed)
    prefix = f"{argument}_prefix"
    yield from _text_problems(config.get(prefix), prefix, longest - SUFFIX_LENGTH, allowed)


def _text_problems(value: Any, argument: str, longest: int, allowed: str) -> Iterable[Problem]:
    if not isinstance(value, str):
        return
    if len(value) > longest:
        detail = f"{value!r} has {len(value)} characters."
        yield Problem(f"expected length of {argument} to be in the range (1 - {longest})", detail, path=(argument,))
    if not re.fullmatch(f"{allowed}*", value):
        yield Problem(f"invalid value for {argument} ({value!r} must match {allowed}*)", path=(argument,))
