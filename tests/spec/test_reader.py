from __future__ import annotations

from haveli.errors import Place
from haveli.spec.document import Scalar
from haveli.spec.reader import Reader, did_you_mean


def reader() -> Reader:
    made = Reader("a.yaml")
    made.saw("", Scalar(Place("a.yaml", 1, 1), "", "text"))
    made.saw("clusters.production", Scalar(Place("a.yaml", 4, 3), "x", "text"))
    made.saw("clusters.production.types[0]", Scalar(Place("a.yaml", 5, 9), "r6g.xlarge", "text"))
    return made


def test_the_place_of_a_default_is_that_of_its_closest_parent_in_the_file() -> None:
    assert reader().place("clusters.production.task.max") == Place("a.yaml", 4, 3)
    assert reader().place("clusters.production.types[3]") == Place("a.yaml", 4, 3)
    assert reader().place("owner") == Place("a.yaml", 1, 1)


def test_a_broken_rule_shows_the_value_as_it_is_written() -> None:
    made = reader()
    made.break_rule("clusters.production.types[0]", "other", "No.")
    made.break_rule("clusters.production.idle", "2700", "No.")
    assert [problem.value for problem in made.problems] == ["r6g.xlarge", "2700"]


def test_a_value_that_was_rejected_is_not_told_about_twice() -> None:
    made = reader()
    made.reject("owner", Scalar(Place("a.yaml", 2, 1), "me", "text"), "It must be an address.")
    made.break_rule("owner", "me", "Another rule.")
    assert len(made.problems) == 1


def test_the_closest_words_are_offered_or_else_a_short_list() -> None:
    assert did_you_mean("stagging", ["staging", "owner"]) == "Did you mean staging?"
    assert did_you_mean("zzz", ["staging", "owner"]) == "Known are: staging, owner."
    assert did_you_mean("zzz", [f"word{n}" for n in range(20)]) == ""
