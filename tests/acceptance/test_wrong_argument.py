"""A wrong argument fails here as it would on AWS; and nothing secret reaches a state's outputs."""

from __future__ import annotations

import json
import re

import pytest

from tests.acceptance.conftest import Checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("platform")]

STATES = "pai-risk-mlops-v1-foundation-tfstates"
SECRET = re.compile(r"secret_string|password|private_key|BEGIN [A-Z ]*PRIVATE KEY", re.IGNORECASE)


def test_a_wrong_argument_fails_the_plan_with_file_and_line(platform: Checkout) -> None:
    extra = platform.path / "terraform/environments/platform/05-infra-emr/mine.tf"
    extra.write_text(
        'resource "aws_s3_bucket" "mine" {\n  bucket     = "pai-risk-mlops-mine"\n  encryptoin = true\n}\n'
    )
    try:
        done = platform.haveli("plan", "platform/05-infra-emr", expect=1)
    finally:
        extra.unlink()
    assert "mine.tf line 3" in done.stderr
    assert "encryptoin" in done.stderr


def test_no_output_of_any_state_is_a_secret(platform: Checkout) -> None:
    s3 = platform.client("s3")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=STATES)["Contents"] if item["Key"].endswith(".tfstate")]
    assert len(keys) >= 9
    for key in keys:
        state = json.loads(s3.get_object(Bucket=STATES, Key=key)["Body"].read())
        for name, output in state["outputs"].items():
            assert not output.get("sensitive"), f"{key}: {name}"
            assert not SECRET.search(json.dumps(output["value"])), f"{key}: {name}"
