"""Write-only arguments: values that the genuine provider sends to AWS and keeps out of plans and states.

The protocol's messages that we have cannot say so of an argument, so a value would end up in the state: such an
argument is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.schemas import Block


def problems(block: Block, config: Values) -> Iterable[Problem]:
    """One for each write-only argument that the configuration sets."""
    for name, attribute in block.attributes.items():
        if attribute.write_only and config.get(name) is not None:
            detail = "It would be stored in the state: the local provider keeps no argument out of it."
            yield Problem(f"{name} is write-only, which is not emulated by the local provider", detail, path=(name,))
