"""Names that the provider makes, and limits of those it is given."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.names import SUFFIX_LENGTH, chosen_name, length_problems, prefix_of


def test_a_configured_name_is_taken() -> None:
    assert chosen_name({"name": "x", "name_prefix": "y"}) == "x"


def test_a_prefix_gets_a_suffix_of_its_own_each_time() -> None:
    made = {chosen_name({"name_prefix": "pai-"}) for _ in range(50)}
    assert len(made) == 50
    assert all(name.startswith("pai-") and len(name) == len("pai-") + SUFFIX_LENGTH for name in made)


def test_without_either_the_name_begins_with_terraform() -> None:
    assert chosen_name({"name": None}).startswith("terraform-")


@pytest.mark.parametrize(
    ("config", "argument"),
    [({"name": "x" * 65}, "name"), ({"name_prefix": "x" * 39}, "name_prefix"), ({"name": "a b"}, "name")],
)
def test_names_that_overflow_or_hold_other_characters_are_found(config: dict[str, str], argument: str) -> None:
    assert [problem.path for problem in length_problems(config, "name", 64, r"[\w-]")] == [(argument,)]


def test_names_at_the_limit_and_unknown_names_pass() -> None:
    config = {"name": "x" * 64, "name_prefix": object()}
    assert not list(length_problems(config, "name", 64, r"[\w-]"))


def test_the_prefix_of_a_made_name_is_found_again() -> None:
    assert prefix_of(chosen_name({"name_prefix": "pai-risk-"})) == "pai-risk-"
    assert prefix_of("pai-risk-mlops-fraud-shared-data") is None
