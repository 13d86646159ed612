from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from haveli.aws import World
from haveli.cli import lock as command
from haveli.cli.checkout import Checkout
from haveli.cli.main import main
from haveli.engine import processes
from haveli.engine.evidence import Witness
from tests.engine import conftest as buckets
from tests.engine.checkouts import write
from tests.engine.lockscenes import ID, KEY, text
from tests.engine.test_lockstore import TABLE, make_table
from tests.engine.worlds import BUCKET

s3_endpoint, moto_world, bucket_world = buckets.s3_endpoint, buckets.moto_world, buckets.bucket_world  # fixtures
ROOT = "fraud/00-storage"
HERE = f"{processes.this_machine().user}@{processes.this_machine().host}"


class At(Checkout):
    """A checkout whose world and specification are given."""

    def __init__(self, repo: Path, world: World) -> None:
        super().__init__(repo, "local")
        self.__dict__["world"] = world
        self.__dict__["spec"] = SimpleNamespace(platform=SimpleNamespace(state_bucket=BUCKET))


@pytest.fixture
def world(bucket_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world of a checkout with one root; no Terraform runs here."""
    monkeypatch.delenv("HAVELI_HOME", raising=False)
    write(tmp_path, {f"terraform/environments/{ROOT}/main.tf": ""})
    here = At(tmp_path, bucket_world)
    monkeypatch.setattr(command, "checkout", lambda folder, cloud: here)
    monkeypatch.setattr(processes, "look", lambda endpoint: processes.Sight())
    monkeypatch.setattr(Witness, "trail", lambda self: ("03:00:00 UTC CreateVpc by deploy from 10.0.0.9",))
    return bucket_world


def put_lock(world: World, who: str = HERE) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=text(Who=who).encode())


def locks(world: World) -> list[str]:
    found = world.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", ())
    return [item["Key"] for item in found if item["Key"].endswith(".tflock")]


def test_without_locks_the_list_says_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lock", "list"]) == 0
    assert capsys.readouterr().out == "No state is locked.\n"
    assert main(["lock", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_list_has_a_line_for_each_lock_with_verdict_holder_and_id(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    put_lock(world)
    assert main(["lock", "list"]) == 0
    head, line, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["ROOT", "VERDICT", "TAKEN", "BY", "ID"]
    assert line.split()[:2] == [ROOT, "abandoned"]
    assert line.split()[-2:] == [HERE, ID]


@pytest.mark.parametrize("name", [ROOT, f"{ROOT}/", KEY])
def test_inspect_tells_verdict_reasons_cause_and_the_next_command(
    world: World, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    put_lock(world)
    assert main(["lock", "inspect", name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{ROOT}: abandoned"
    assert lines[-1] == f"Next: haveli lock release {ROOT} {ID}"
    assert any(line.startswith("  cause   interrupted") for line in lines)


def test_inspect_gives_all_evidence_as_json(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    put_lock(world, "ravi@build-1111")
    assert main(["lock", "inspect", ROOT, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["root"], found["verdict"], found["id"]) == (ROOT, "unknown", ID)
    assert found["evidence"]["held"]["lock"]["who"] == "ravi@build-1111"
    assert found["next"][1].endswith("# once you know that its holder is gone")


@pytest.mark.parametrize(("who", "asked"), [(HERE, False), ("ravi@build-1111", True)])
def test_cloudtrail_is_asked_only_where_nothing_nearer_tells(
    world: World, capsys: pytest.CaptureFixture[str], who: str, asked: bool
) -> None:
    put_lock(world, who)
    main(["lock", "inspect", ROOT])
    assert ("CreateVpc by deploy" in capsys.readouterr().out) == asked


def test_a_root_that_nobody_holds_is_told_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lock", "inspect", ROOT]) == 0
    assert "Nobody holds the lock" in capsys.readouterr().out
    assert main(["lock", "inspect", ROOT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) is None


def test_a_name_that_is_neither_a_root_nor_locked_is_wrong_usage(world: World) -> None:
    assert main(["lock", "inspect", "fraud/00-storrage"]) == 3


def test_a_locked_state_that_is_no_root_of_this_checkout_can_be_looked_at(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key="old/00-x/terraform.tfstate.tflock", Body=text().encode())
    assert main(["lock", "inspect", "old/00-x"]) == 0
    assert capsys.readouterr().out.startswith("old/00-x: unknown\n")


def test_release_clears_an_abandoned_lock_and_says_where_it_is_recorded(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_lock(world)
    assert main(["lock", "release", ROOT, ID]) == 0
    said = capsys.readouterr()
    assert locks(world) == []
    assert said.out == ""
    assert "account 123456789012" in said.err.splitlines()[0]
    assert f"Recorded as s3://{BUCKET}/locks/" in said.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([ROOT, ID], 1),
        ([ROOT, "another-id"], 3),
        ([ROOT], 3),
        ([ROOT, ID, "--override"], 3),
        ([ROOT, ID, "--because", "sure"], 3),
    ],
)
def test_a_lock_of_another_host_stays_without_id_and_reason(world: World, arguments: list[str], code: int) -> None:
    put_lock(world, "ravi@build-1111")
    assert main(["lock", "release", *arguments]) == code
    assert locks(world) == [f"{KEY}.tflock"]


def test_an_override_with_a_reason_releases_it(world: World) -> None:
    put_lock(world, "ravi@build-1111")
    assert main(["lock", "release", ROOT, ID, "--override", "--because", "the host is gone"]) == 0
    assert locks(world) == []


def test_an_older_table_is_looked_at_when_it_is_named(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    make_table(world, info=text(Who=HERE), digest="bb")
    world.client("s3").put_object(Bucket=BUCKET, Key=KEY, Body=b'{"serial": 1, "lineage": "l"}')
    assert main(["lock", "inspect", ROOT, "--table", TABLE]) == 0
    assert f"DynamoDB table {TABLE}" in capsys.readouterr().out
    assert main(["lock", "release", ROOT, ID, "--table", TABLE]) == 0
    capsys.readouterr()
    assert main(["lock", "inspect", ROOT, "--table", TABLE]) == 0
    said = capsys.readouterr()
    assert "Nobody holds the lock" in said.out
    assert "expects a state with MD5 bb" in said.err


def test_the_help_names_the_three_steps_that_it_automates(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["lock", "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    for step in ("aws s3 ls s3://pai-risk-mlops-v1-foundation-tfstates/", "ps aux | grep terraform", "force-unlock"):
        assert step in said


@pytest.mark.parametrize("verb", ["list", "inspect", "release"])
def test_every_verb_shows_examples(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    with pytest.raises(SystemExit):
        main(["lock", verb, "--help"])
    assert f"Examples:\n  haveli lock {verb}" in capsys.readouterr().out
