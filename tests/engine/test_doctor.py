from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from haveli import aws
from haveli.aws import CloudNotRunning, World
from haveli.engine import doctor
from haveli.engine.checkup import Finding
from haveli.errors import HaveliError
from haveli.spec import Spec, load
from tests.engine.worlds import scripted

REPO = Path(__file__).parents[2]
BEYOND = ("state versions", "state encryption", "states")


@dataclass
class Patient:
    repo: Path
    reached: World | HaveliError
    cloud: str = "local"

    @property
    def home(self) -> Path:
        return aws.home(self.repo)

    @property
    def spec(self) -> Spec:
        return load(self.repo)

    @property
    def world(self) -> World:
        if isinstance(self.reached, HaveliError):
            raise self.reached
        return self.reached


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HAVELI_HOME", raising=False)
    (tmp_path / "tenants").mkdir()
    shutil.copy(REPO / "platform.yaml", tmp_path)
    return tmp_path


def by_name(patient: Patient) -> dict[str, Finding]:
    found = list(doctor.findings(patient))
    assert len({finding.name for finding in found}) == len(found)
    return {finding.name: finding for finding in found}


def test_without_a_world_one_finding_failed_and_what_needs_it_is_unknown(repo: Path) -> None:
    found = by_name(Patient(repo, CloudNotRunning("The local cloud is not running.", hint="haveli up")))
    assert (found["world"].word, found["world"].cure) == ("failed", "haveli up")
    assert {found[name].word for name in ("clock", "account", *BEYOND)} == {"unknown"}


def test_a_specification_that_cannot_be_read_ends_the_checks_of_machine_and_checkout_only(repo: Path) -> None:
    (repo / "platform.yaml").write_text("product: [")
    found = by_name(Patient(repo, CloudNotRunning("x")))
    assert (found["specification"].word, found["specification"].cure) == ("failed", "haveli validate")
    assert found["python"].word == "ok"
    assert "world" not in found


def test_a_wrong_clock_is_told_before_the_account_and_keeps_from_looking_further(repo: Path) -> None:
    world, s3 = scripted()
    date = {"HTTPHeaders": {"date": "Thu, 01 Jan 2026 00:00:00 GMT"}, "HTTPStatusCode": 200}
    s3.add_response("head_bucket", {"ResponseMetadata": date})
    refused = Refused(world.name, world.account, world.region, world.instance, world.environment, world._clients)
    found = by_name(Patient(repo, refused))
    names = list(found)
    assert names.index("clock") < names.index("account")
    assert (found["clock"].word, found["account"].word) == ("failed", "failed")
    assert {found[name].word for name in BEYOND} == {"unknown"}


class Refused(World):
    def caller(self) -> str:
        raise HaveliError("Signature expired")


def test_rendered_files_that_are_missing_are_told_with_their_cure(repo: Path) -> None:
    found = by_name(Patient(repo, CloudNotRunning("x")))
    assert (found["rendered files"].word, found["rendered files"].cure) == ("failed", "haveli render")


def test_the_port_matters_only_to_the_local_cloud(repo: Path) -> None:
    assert "port" not in by_name(Patient(repo, CloudNotRunning("x"), cloud="aws"))
    assert "port" in by_name(Patient(repo, CloudNotRunning("x")))
