"""How SageMaker says that a model, an endpoint or a group is not there: a ValidationException told by its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError

from haveli.local.provider.resources.errors import code_of


@contextmanager
def missing(text: str) -> Iterator[None]:
    """Ends the block quietly when AWS says that something is not there, in these words; other errors pass."""
    try:
        yield
    except ClientError as error:
        is_about_it = text in str(error.response.get("Error", {}).get("Message", ""))
        if code_of(error) not in ("ValidationException", "ResourceNotFound") or not is_about_it:
            raise
