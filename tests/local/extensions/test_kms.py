"""The rotation period that moto forgets."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import kms
from tests.local.extensions.model import assert_in_model
from tests.local.extensions.wire import call
from tests.local.provider.doubles import TestContext


@pytest.fixture
def key(ctx: TestContext) -> str:
    return str(ctx.client("kms").create_key()["KeyMetadata"]["KeyId"])


def test_a_key_that_does_not_rotate_has_no_period(ctx: TestContext, key: str) -> None:
    status = ctx.client("kms").get_key_rotation_status(KeyId=key)
    assert status["KeyRotationEnabled"] is False and "RotationPeriodInDays" not in status


def test_the_period_is_a_year_unless_said_and_is_kept(ctx: TestContext, key: str) -> None:
    client = ctx.client("kms")
    client.enable_key_rotation(KeyId=key)
    assert client.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 365
    client.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
    client.enable_key_rotation(KeyId=key)
    assert client.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 180


def test_a_period_out_of_range_is_refused(ctx: TestContext, key: str) -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        ctx.client("kms").enable_key_rotation(KeyId=key, RotationPeriodInDays=2561)


@pytest.mark.contract
def test_the_answer_fits_the_model(ctx: TestContext, key: str) -> None:
    ctx.client("kms").enable_key_rotation(KeyId=key)
    answer = call(ctx.endpoint, "kms", "GetKeyRotationStatus", KeyId=key)
    assert_in_model("kms", "GetKeyRotationStatus", answer)


def test_installing_twice_changes_nothing() -> None:
    from moto.kms.responses import KmsResponse

    before = KmsResponse.enable_key_rotation
    kms.install()
    assert KmsResponse.enable_key_rotation is before
