from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from tests.cli.conftest import Haveli


def test_the_list_has_a_line_for_each_tenant(haveli: Haveli, repo: Path) -> None:
    said = haveli("tenant", "list")
    head, fraud = said.out.splitlines()
    assert said.code == 0
    assert head.split()[:3] == ["TENANT", "OWNER", "CLUSTERS"]
    assert fraud.split() == ["fraud", "fraud-oncall@example.com", "production,", "staging", "1500", "+", "200"]


def test_the_list_as_json_has_every_value(haveli: Haveli, repo: Path) -> None:
    [fraud] = json.loads(haveli("tenant", "list", "--json").out)
    assert (fraud["name"], fraud["memory_optimized"]) == ("fraud", True)
    assert [(item["environment"], item["budget_usd"]) for item in fraud["clusters"]] == [
        ("production", 1500),
        ("staging", 200),
    ]


def test_a_tenant_is_shown_with_every_default_as_yaml_that_means_the_same(haveli: Haveli, repo: Path) -> None:
    said = haveli("tenant", "show", "fraud")
    assert said.code == 0
    shown = yaml.safe_load(said.out)
    assert shown["clusters"]["production"]["primaries"] == 3
    assert shown["clusters"]["staging"]["budget"] == 200
    before = haveli("tenant", "list", "--json").out
    (repo / "tenants/fraud.yaml").write_text(said.out)
    assert haveli("tenant", "list", "--json").out == before


def test_a_tenant_is_shown_as_json(haveli: Haveli, repo: Path) -> None:
    assert json.loads(haveli("tenant", "show", "fraud", "--json").out)["clusters"][1]["budget_usd"] == 200


def test_a_tenant_that_is_not_there_is_wrong_usage_and_those_that_are_are_named(haveli: Haveli, repo: Path) -> None:
    said = haveli("tenant", "show", "frod")
    assert (said.code, said.out) == (3, "")
    assert "there are: fraud" in said.err


@pytest.mark.parametrize("argv", [[], ["delete"], ["provision"], ["show"]])
def test_a_verb_or_a_name_that_is_missing_is_wrong_usage(haveli: Haveli, repo: Path, argv: list[str]) -> None:
    assert haveli("tenant", *argv).code == 3
