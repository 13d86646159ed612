"""Write-only arguments are refused: the local provider would store them."""

from __future__ import annotations

from haveli.local.provider import schemas, write_only
from haveli.local.provider.codec import UNKNOWN, conform_block

DATABASE = schemas.resource_block("aws_db_instance")


def test_a_write_only_argument_is_refused_where_it_stands() -> None:
    config = conform_block(DATABASE, {"password_wo": "secret", "password_wo_version": 1})
    assert [problem.path for problem in write_only.problems(DATABASE, config)] == [("password_wo",)]


def test_a_value_that_is_not_known_yet_is_refused_too() -> None:
    config = conform_block(DATABASE, {"password_wo": UNKNOWN})
    assert [problem.path for problem in write_only.problems(DATABASE, config)] == [("password_wo",)]


def test_other_arguments_are_not_its_business() -> None:
    config = conform_block(DATABASE, {"password": "secret", "identifier": "superset"})
    assert not list(write_only.problems(DATABASE, config))
