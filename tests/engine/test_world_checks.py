from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from haveli.aws import World
from haveli.engine import world_checks
from haveli.engine.states import States
from haveli.render.writer import Changes
from tests.engine.worlds import BUCKET, body, scripted

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DATE = {"ResponseMetadata": {"HTTPHeaders": {"date": "Mon, 23 Nov 2026 12:00:00 GMT"}, "HTTPStatusCode": 200}}


class Known(World):
    def caller(self) -> str:
        return "arn:aws:iam::1:user/asha"


def test_the_account_is_told_with_who_we_are() -> None:
    found = world_checks.account(Known("aws", "1", "ap-south-1", ""))
    assert (found.word, found.evidence) == ("ok", "arn:aws:iam::1:user/asha of account 1")


@pytest.mark.parametrize(
    ("ahead", "word", "evidence"),
    [(0, "ok", "0 s"), (299, "ok", "299 s ahead of"), (-301, "failed", "301 s behind"), (3600, "failed", "3600 s")],
)
def test_the_clock_is_compared_with_s3s(ahead: int, word: str, evidence: str) -> None:
    world, s3 = scripted()
    s3.add_response("head_bucket", DATE)
    found = world_checks.clock(world, BUCKET, NOON + timedelta(seconds=ahead))
    assert (found.word, evidence in found.evidence) == (word, True)


def test_a_refusal_tells_the_time_too() -> None:
    world, s3 = scripted()
    s3.add_client_error("head_bucket", "403", http_status_code=403, response_meta=DATE["ResponseMetadata"])
    assert world_checks.clock(world, BUCKET, NOON + timedelta(hours=1)).word == "failed"


def test_an_answer_without_a_date_leaves_the_clock_unknown() -> None:
    world, s3 = scripted()
    s3.add_client_error("head_bucket", "403", http_status_code=403)
    assert world_checks.clock(world, BUCKET, NOON).word == "unknown"


@pytest.mark.parametrize(
    ("answer", "word"), [({"Status": "Enabled"}, "ok"), ({"Status": "Suspended"}, "failed"), ({}, "failed")]
)
def test_the_state_bucket_keeps_versions(answer: dict[str, Any], word: str) -> None:
    world, s3 = scripted()
    s3.add_response("get_bucket_versioning", answer)
    assert world_checks.bucket_versioned(world, BUCKET).word == word


@pytest.mark.parametrize(
    ("rules", "word", "evidence"),
    [
        ([{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}], "ok", "encrypts with aws:kms"),
        ([{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}], "ok", "encrypts with AES256"),
        ([{"BucketKeyEnabled": True}], "failed", "no rule"),
    ],
)
def test_the_state_bucket_encrypts(rules: list[dict[str, Any]], word: str, evidence: str) -> None:
    world, s3 = scripted()
    s3.add_response("get_bucket_encryption", {"ServerSideEncryptionConfiguration": {"Rules": rules}})
    found = world_checks.bucket_encrypted(world, BUCKET)
    assert (found.word, evidence in found.evidence) == (word, True)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("ServerSideEncryptionConfigurationNotFoundError", "failed"),
        ("NoSuchBucket", "failed"),
        ("AccessDenied", "unknown"),
    ],
)
def test_encryption_that_cannot_be_read_is_missing_or_unknown(code: str, word: str) -> None:
    world, s3 = scripted()
    s3.add_client_error("get_bucket_encryption", code)
    assert world_checks.bucket_encrypted(world, BUCKET).word == word


@pytest.mark.parametrize(("code", "word"), [("NoSuchBucket", "failed"), ("AccessDenied", "unknown")])
def test_versions_that_cannot_be_read_are_missing_or_unknown(code: str, word: str) -> None:
    world, s3 = scripted()
    s3.add_client_error("get_bucket_versioning", code)
    assert world_checks.bucket_versioned(world, BUCKET).word == word


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (Changes(), "ok"),
        (Changes(created=("a",), changed=("b",)), "failed"),
        (Changes(edited={"a": "diff"}), "failed"),
    ],
)
def test_rendered_files_are_as_the_specification_says(changes: Changes, word: str) -> None:
    assert world_checks.rendered(changes).word == word


def test_a_state_with_resources_and_no_root_is_told() -> None:
    world, s3 = scripted()
    keys = ("fraud/00-a", "old/00-a", "old/01-b")
    s3.add_response("head_bucket", {})
    s3.add_response(
        "list_objects_v2", {"Contents": [{"Key": f"{key}/terraform.tfstate", "ETag": '"1"'} for key in keys]}
    )
    resource = {"mode": "managed", "type": "t", "name": "n", "instances": [{"attributes": {}}]}
    s3.add_response("get_object", {"Body": body({"resources": [resource]})})
    s3.add_response("get_object", {"Body": body({"resources": []})})
    found = world_checks.no_state_without_root(States(world, BUCKET), {"fraud/00-a/terraform.tfstate"})
    assert (found.word, found.evidence) == ("failed", "without a root in this checkout: old/00-a (1 resources)")


def test_states_that_all_have_their_root_are_ok() -> None:
    world, s3 = scripted()
    s3.add_client_error("head_bucket", "404", http_status_code=404)
    assert world_checks.no_state_without_root(States(world, BUCKET), set()).word == "ok"
