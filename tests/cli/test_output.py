from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from haveli import aws
from haveli.engine.states import States
from tests.cli.conftest import Haveli
from tests.cli.doubles import world

OUTPUTS = {
    "vpc_id": {"value": "vpc-1"},
    "zones": {"value": ["a", "b"]},
    "password": {"value": "secret", "sensitive": True},
}


@pytest.fixture
def state(haveli: Haveli, repo: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The outputs in the state of platform/00-infra-vpc; no other root has a state."""
    outputs: dict[str, Any] = dict(OUTPUTS)

    def read(self: States, key: str) -> dict[str, Any] | None:
        return {"outputs": outputs} if key == "platform/00-infra-vpc/terraform.tfstate" else None

    monkeypatch.setattr(aws, "world", lambda *arguments: world())
    monkeypatch.setattr(States, "read", read)
    haveli("render")
    return outputs


def test_all_outputs_are_listed_and_what_is_sensitive_is_hidden(haveli: Haveli, state: dict[str, Any]) -> None:
    said = haveli("output", "platform/00-infra-vpc")
    assert said.code == 0
    assert said.out == 'password = (sensitive)\nvpc_id = vpc-1\nzones = ["a", "b"]\n'


def test_one_output_is_printed_bare(haveli: Haveli, state: dict[str, Any]) -> None:
    assert haveli("output", "platform/00-infra-vpc", "vpc_id").out == "vpc-1\n"
    assert haveli("output", "platform/00-infra-vpc", "password").out == "secret\n"
    assert haveli("output", "platform/00-infra-vpc", "zones").out == '["a", "b"]\n'


def test_as_json_they_are_data(haveli: Haveli, state: dict[str, Any]) -> None:
    assert json.loads(haveli("output", "platform/00-infra-vpc", "--json").out)["zones"] == ["a", "b"]
    assert json.loads(haveli("output", "platform/00-infra-vpc", "vpc_id", "--json").out) == "vpc-1"


def test_an_output_that_is_not_there_is_wrong_usage_and_those_that_are_are_named(
    haveli: Haveli, state: dict[str, Any]
) -> None:
    said = haveli("output", "platform/00-infra-vpc", "vpcid")
    assert (said.code, said.out) == (3, "")
    assert "vpc_id" in said.err
    assert "secret" not in said.err


def test_a_root_without_a_state_says_so_on_stderr(haveli: Haveli, state: dict[str, Any]) -> None:
    said = haveli("output", "fraud/00-storage")
    assert (said.code, said.out) == (0, "")
    assert "not applied" in said.err


@pytest.mark.parametrize("name", ["fraud", "frad/00-storage", "frad"])
def test_a_name_that_is_not_one_root_is_wrong_usage(haveli: Haveli, state: dict[str, Any], name: str) -> None:
    said = haveli("output", name)
    assert (said.code, said.out) == (3, "")
