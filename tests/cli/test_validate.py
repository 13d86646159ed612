from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Haveli


def break_fraud(repo: Path) -> None:
    (repo / "tenants/fraud.yaml").write_text("tenant: fraud\nownr: x@example.com\nstaging: maybe\n")


def test_a_specification_without_faults_is_valid(haveli: Haveli, repo: Path) -> None:
    said = haveli("validate")
    assert (said.code, said.out) == (0, "platform.yaml and 1 tenant: valid.\n")


def test_one_file_can_be_checked_from_anywhere(haveli: Haveli, repo: Path) -> None:
    said = haveli("validate", "tenants/fraud.yaml")
    assert (said.code, said.out) == (0, "tenants/fraud.yaml: valid.\n")


def test_every_fault_is_told_at_its_place_and_the_exit_code_is_3(haveli: Haveli, repo: Path) -> None:
    break_fraud(repo)
    for argv in (["validate"], ["validate", "tenants/fraud.yaml"]):
        said = haveli(*argv)
        assert (said.code, said.out) == (3, "")
        assert "tenants/fraud.yaml:2:1" in said.err
        assert "tenants/fraud.yaml:3:10" in said.err


def test_as_json_the_faults_are_data_on_stdout(haveli: Haveli, repo: Path) -> None:
    break_fraud(repo)
    said = haveli("validate", "--json")
    assert (said.code, said.err) == (3, "")
    problems = json.loads(said.out)
    assert {(item["line"], item["column"]) for item in problems} >= {(2, 1), (3, 10)}
    assert {"file", "line", "column", "path", "value", "rule", "hint"} == set(problems[0])


def test_as_json_no_faults_are_an_empty_list(haveli: Haveli, repo: Path) -> None:
    said = haveli("validate", "--json")
    assert (said.code, json.loads(said.out)) == (0, [])


def test_a_file_that_is_not_there_is_a_fault_and_no_traceback(haveli: Haveli, repo: Path) -> None:
    said = haveli("validate", "tenants/nobody.yaml")
    assert said.code == 3
    assert "nobody.yaml" in said.err


def test_outside_a_checkout_it_says_where_to_go(haveli: Haveli, tmp_path: Path) -> None:
    said = haveli("validate", "-C", str(tmp_path))
    assert said.code == 3
    assert "platform.yaml" in said.err
