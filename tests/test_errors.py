from __future__ import annotations

import pytest

from haveli.errors import HaveliError, Interrupted, Place, Problem, SpecError, UsageError, present


def problem(line: int, path: str = "owner", file: str = "tenants/fraud.yaml") -> Problem:
    return Problem(Place(file, line, 3), path, "1", "An owner is an e-mail address.", "Write one.")


@pytest.mark.parametrize(("kind", "code"), [(HaveliError, 1), (UsageError, 3), (Interrupted, 130)])
def test_each_kind_of_error_has_its_exit_code(kind: type[HaveliError], code: int) -> None:
    assert kind("It broke.").exit_code == code


def test_a_specification_error_exits_3_and_keeps_its_problems_in_the_order_of_lines() -> None:
    error = SpecError([problem(9), problem(2)])
    assert error.exit_code == 3
    assert [found.place.line for found in error.problems] == [2, 9]
    assert error.place == Place("tenants/fraud.yaml", 2, 3)


def test_a_specification_error_counts_problems_and_files() -> None:
    assert SpecError([problem(1)]).explanation == "1 problem in 1 file."
    assert SpecError([problem(1), problem(2, file="platform.yaml")]).explanation == "2 problems in 2 files."


def test_a_place_is_written_so_that_an_editor_can_jump_to_it() -> None:
    assert str(Place("a.yaml", 3, 7)) == "a.yaml:3:7"
    assert str(Place("a.yaml", 3)) == "a.yaml:3"
    assert str(Place("a.yaml")) == "a.yaml"


def test_the_text_of_an_error_says_what_where_and_the_next_step() -> None:
    error = HaveliError("The lock is held.", hint="haveli lock inspect", place=Place("main.tf", 4))
    assert present(error) == "Failed: main.tf:4: The lock is held.\nNext: haveli lock inspect"


def test_the_text_of_a_specification_error_names_place_path_value_rule_and_hint_of_each() -> None:
    text = present(SpecError([problem(2), problem(5, "budget")]))
    for part in ("tenants/fraud.yaml:2:3: owner: 1", "tenants/fraud.yaml:5:3: budget: 1", "e-mail", "Write one."):
        assert part in text


def test_a_problem_of_a_whole_file_has_no_path() -> None:
    assert str(Problem(Place("a.yaml"), "", None, "The file is empty.")) == "a.yaml\n    The file is empty."
