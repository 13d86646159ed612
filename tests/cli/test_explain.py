from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import REPO, Haveli


@pytest.fixture(autouse=True)
def outside_of_any_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_key_is_explained_with_what_a_change_of_it_does(haveli: Haveli) -> None:
    said = haveli("explain", "clusters.production.primaries")
    assert (said.code, said.err) == (0, "")
    for part in ("(in tenants/<tenant>.yaml)", "Type: 1 or 3", "A change replaces the resource."):
        assert part in said.out


def test_a_key_of_both_kinds_of_file_is_explained_for_both(haveli: Haveli) -> None:
    explained = json.loads(haveli("explain", "owner", "--json").out)
    assert [item["file"] for item in explained] == ["tenants/<tenant>.yaml", "platform.yaml"]


def test_an_unknown_key_is_wrong_usage_with_the_nearest(haveli: Haveli) -> None:
    said = haveli("explain", "clusters.production.tsk")
    assert (said.code, said.out) == (3, "")
    assert "Did you mean clusters.production.task" in said.err


def test_without_a_key_every_key_is_listed_with_its_meaning(haveli: Haveli) -> None:
    lines = haveli("explain").out.splitlines()
    [line] = [line for line in lines if line.split()[:1] == ["network.cidr"]]
    assert len(line.split()) > 2
    listed = json.loads(haveli("explain", "--json").out)
    assert "network.cidr" in listed["platform.yaml"]
    assert "clusters.staging.idle" in listed["tenants/<tenant>.yaml"]


@pytest.mark.parametrize("kind", ["platform", "tenant"])
def test_the_committed_schemas_are_what_the_command_prints(haveli: Haveli, kind: str) -> None:
    file = f"docs/schemas/{kind}.schema.json"
    assert (REPO / file).read_text() == haveli("explain", "--schema", kind).out, f"haveli explain --schema > {file}"


def test_the_schema_of_a_key_is_wrong_usage(haveli: Haveli) -> None:
    assert haveli("explain", "--schema", "tenant", "owner").code == 3
