from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from haveli.cli import standing
from haveli.cli.main import main
from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine

Type = Callable[[str], None]


@pytest.fixture(autouse=True)
def quiet_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "tenant", lambda world, spec, found: f"stands: {found.name}")


def answers(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_the_answers_become_the_tenants_file_which_is_then_provisioned(
    haveli: Haveli, engine: FakeEngine, repo: Path, typed: Type
) -> None:
    typed(answers("payments", "pay@example.com", "yes", "y", "2500", "", "yes"))
    said = haveli("tenant", "new")
    assert said.code == 0, said.err
    assert (repo / "tenants/payments.yaml").read_text().splitlines() == [
        "tenant: payments",
        "owner: pay@example.com",
        "memory_optimized: true",
        "staging: true",
        "clusters:",
        "  production: {budget: 2500}",
    ]
    assert (engine.requests[0].names, engine.verbs) == (("payments",), ["review", "carry_out"])


def test_empty_answers_take_what_stands_in_brackets(
    haveli: Haveli, engine: FakeEngine, repo: Path, typed: Type
) -> None:
    typed(answers("payments", "", "", "", "", "yes"))
    said = haveli("tenant", "new")
    assert said.code == 0
    assert (repo / "tenants/payments.yaml").read_text() == "tenant: payments\nowner: payments-oncall@example.com\n"
    assert "[payments-oncall@example.com]" in said.err
    assert "[1500]" in said.err


def test_the_least_cost_of_each_cluster_is_shown_with_its_question(
    haveli: Haveli, engine: FakeEngine, typed: Type
) -> None:
    typed(answers("payments", "", "yes", "yes", "", "", "no"))
    err = haveli("tenant", "new").err
    assert "Budget of production in USD a month; the minimum fleet costs 741 [1500]" in err
    assert "Budget of staging in USD a month; the minimum fleet costs 64 [200]" in err


def test_an_answer_that_breaks_a_rule_is_asked_for_again_with_the_rule(
    haveli: Haveli, engine: FakeEngine, repo: Path, typed: Type
) -> None:
    typed(answers("Pay", "fraud", "payments", "nobody", "", "perhaps", "no", "no", "many", "10", "", "yes"))
    said = haveli("tenant", "new")
    assert said.code == 0, said.err
    for rule in (
        "lower-case letters",
        "There is a tenant of that name. haveli tenant show fraud",
        "It must be an e-mail address.",
        "It must be a whole number of US dollars",
        "The minimum fleet alone costs",
    ):
        assert rule in said.err
    assert (repo / "tenants/payments.yaml").exists()


def test_a_no_at_the_end_applies_nothing(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed(answers("payments", "", "", "", "", "no"))
    assert haveli("tenant", "new").code == 1
    assert engine.verbs == ["review"]


def test_answers_that_end_early_write_nothing(haveli: Haveli, engine: FakeEngine, repo: Path, typed: Type) -> None:
    typed(answers("payments"))
    assert haveli("tenant", "new").code == 130
    assert not (repo / "tenants/payments.yaml").exists()
    assert engine.requests == []


def test_where_nobody_can_answer_the_command_for_scripts_is_told(haveli: Haveli, engine: FakeEngine) -> None:
    said = haveli("tenant", "new")
    assert said.code == 3
    assert "haveli tenant provision --tenant NAME" in said.err


def test_without_a_world_nothing_is_asked(repo: Path, typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typed(answers("payments"))
    assert main(["tenant", "new"]) == 1
    err = capsys.readouterr().err
    assert "Name" not in err
    assert "haveli up" in err
