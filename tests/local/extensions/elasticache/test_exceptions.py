"""The errors of ElastiCache."""

from __future__ import annotations

import pytest

from haveli.local.extensions.elasticache import exceptions
from tests.local.extensions.elasticache.conftest import MODEL

CODES = {shape.metadata.get("error", {}).get("code", shape.name) for shape in MODEL.error_shapes}
ERRORS = [
    item for item in vars(exceptions).values() if isinstance(item, type) and item.__base__ is exceptions.CacheError
]


@pytest.mark.parametrize("error", ERRORS)
def test_each_error_has_a_code_of_the_service(error: type[exceptions.CacheError]) -> None:
    made = error("text")
    assert made.code in CODES and made.message == "text"
