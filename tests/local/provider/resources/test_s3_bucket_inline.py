"""The deprecated blocks of aws_s3_bucket."""

from __future__ import annotations

import pytest

from haveli.local.provider import schemas
from haveli.local.provider.resources import s3_bucket_inline as inline


def test_every_block_of_the_schema_is_supported_or_refused() -> None:
    blocks = set(schemas.resource_block("aws_s3_bucket").blocks) - {"timeouts"}
    assert blocks == set(inline.INLINE) | set(inline.REFUSED)


@pytest.mark.parametrize("block", sorted(inline.REFUSED))
def test_a_refused_block_names_what_to_use_instead(block: str) -> None:
    [problem] = inline.problems({block: [{}]})
    assert problem.path == (block,) and inline.REFUSED[block] in problem.detail


def test_an_absent_or_unknown_block_is_no_problem() -> None:
    assert not list(inline.problems({"grant": [], "lifecycle_rule": object()}))
