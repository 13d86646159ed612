from __future__ import annotations

from pathlib import Path

import pytest

from haveli.cli import candidates
from haveli.cli.main import COMMANDS
from tests.cli.conftest import Haveli


@pytest.fixture(autouse=True)
def rendered(haveli: Haveli, repo: Path) -> None:
    haveli("render")


def test_the_first_word_is_a_command() -> None:
    assert set(COMMANDS) < set(candidates.of([""]))
    assert candidates.of(["pl"]) == ["plan"]
    assert candidates.of(["help", "pl"]) == ["plan"]


@pytest.mark.parametrize(
    ("command", "verbs"),
    [
        ("tenant", {"new", "provision", "list", "show"}),
        ("lock", {"list", "inspect", "release"}),
        ("runs", {"list", "show"}),
    ],
)
def test_a_command_with_verbs_offers_them(command: str, verbs: set[str]) -> None:
    assert set(candidates.of([command, ""])) == verbs | {"--help"}


def test_a_verb_has_options_of_its_own() -> None:
    assert candidates.of(["tenant", "provision", "--budget"]) == ["--budget-production", "--budget-staging"]
    assert candidates.of(["tenant", "list", "--budget"]) == []


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"terraform", "tenant", "lock", "runs", "completion"}))
def test_every_command_offers_the_options_of_its_help(haveli: Haveli, command: str) -> None:
    offered = candidates.of([command, "--"])
    text = haveli(command, "--help").out
    assert {"--help", "--cloud"} <= set(offered)
    assert all(option in text for option in offered)


def test_roots_and_environments_are_offered_where_they_belong() -> None:
    assert candidates.of(["plan", "fraud/00"]) == ["fraud/00-storage"]
    assert {"fraud", "platform", "foundation"} <= set(candidates.of(["apply", ""]))
    assert "fraud/01-glue" in candidates.of(["plan", "fraud/00-storage", "fraud/0"])
    assert candidates.of(["lock", "inspect", "fraud/00"]) == ["fraud/00-storage"]


def test_tenants_and_keys_are_offered_where_they_belong() -> None:
    assert "fraud" in candidates.of(["tenant", "show", ""])
    assert candidates.of(["explain", "network.ci"]) == ["network.cidr"]


def test_the_value_of_an_option_is_one_of_its_words_or_anything() -> None:
    assert candidates.of(["plan", "--cloud", ""]) == ["aws", "local"]
    assert candidates.of(["explain", "--schema", "t"]) == ["tenant"]
    assert candidates.of(["plan", "--core", ""]) == []


@pytest.mark.parametrize("words", [[], ["nothing", ""], ["terraform", ""], ["plan", "zzz"]])
def test_where_nothing_fits_there_is_no_candidate(words: list[str]) -> None:
    assert candidates.of(words) == []


def test_outside_of_a_checkout_there_are_no_roots_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert candidates.of(["plan", "fr"]) == []
