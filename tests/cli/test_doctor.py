from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from haveli.engine import doctor
from haveli.engine.checkup import Finding, failed, ok, unknown
from tests.cli.conftest import Haveli


def found(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    def give(patient: object) -> Iterator[Finding]:
        yield from findings

    monkeypatch.setattr(doctor, "findings", give)


def test_each_finding_has_a_line_and_a_failed_one_its_cure(
    haveli: Haveli, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = failed("port", "4577 is taken", "haveli up --port 0")
    found(monkeypatch, ok("git", "git 2.39"), taken, unknown("clock", "?"))
    said = haveli("doctor")
    assert said.code == 1
    assert said.out.splitlines() == [
        "✓ git              ok      git 2.39",
        "✗ port             failed  4577 is taken",
        "  Next: haveli up --port 0",
        "? clock            unknown ?",
        "",
        "3 checks: 1 ok, 1 failed, 1 unknown.",
    ]


def test_when_nothing_failed_the_exit_code_is_0(haveli: Haveli, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, ok("git", ""), unknown("clock", ""))
    assert haveli("doctor").code == 0


def test_json_has_every_finding_and_the_same_exit_code(
    haveli: Haveli, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, failed("port", "taken", "haveli up --port 0"))
    said = haveli("doctor", "--json")
    assert said.code == 1
    assert json.loads(said.out) == [
        {"name": "port", "word": "failed", "evidence": "taken", "cure": "haveli up --port 0"}
    ]


def test_a_checkout_without_a_cloud_is_examined_to_the_end(haveli: Haveli, repo: Path) -> None:
    findings = {item["name"]: item for item in json.loads(haveli("doctor", "--json").out)}
    assert findings["world"]["cure"] == "haveli up"
    assert findings["states"]["word"] == "unknown"
