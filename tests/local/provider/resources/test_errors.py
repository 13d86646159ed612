"""Which errors end quietly and which pass."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import Unfinished
from haveli.local.provider.resources.errors import absent, after_creation, code_of


def error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "said AWS"}}, "GetThing")


def test_a_named_code_ends_the_block_quietly() -> None:
    reached = []
    with absent("NoSuchThing"):
        reached.append("before")
        raise error("NoSuchThing")
    assert reached == ["before"]


def test_every_other_code_passes() -> None:
    with pytest.raises(ClientError, match="AccessDenied"), absent("NoSuchThing"):
        raise error("AccessDenied")


def test_the_code_of_an_error_without_one_is_empty() -> None:
    assert code_of(ClientError({}, "GetThing")) == ""


def test_a_failure_after_creation_keeps_the_id() -> None:
    cause = error("AccessDenied")
    with pytest.raises(Unfinished) as caught, after_creation({"id": "x"}):
        raise cause
    assert caught.value.values == {"id": "x"} and caught.value.cause is cause
