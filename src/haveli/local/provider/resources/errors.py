"""What an AWS error means to a resource type: the thing is gone, or the call failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Unfinished, Values


def code_of(error: ClientError) -> str:
    """AWS's error code, e.g. `NoSuchBucket`. HEAD requests have no body, so theirs is the HTTP status, e.g. `404`."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def absent(*codes: str) -> Iterator[None]:
    """Ends the block quietly when AWS answers with one of these codes; every other error passes."""
    try:
        yield
    except ClientError as error:
        if code_of(error) not in codes:
            raise


@contextmanager
def after_creation(values: Values) -> Iterator[None]:
    """What follows a creation: when it fails, `values` (with `id`) stay in the state, so that nothing is orphaned."""
    try:
        yield
    except Exception as error:
        raise Unfinished(values, error) from error
