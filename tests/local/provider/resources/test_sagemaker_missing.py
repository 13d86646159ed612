"""How SageMaker says that something is not there."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_missing import missing


def refused(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "DescribeModel")


def test_a_validation_error_in_the_words_for_it_ends_quietly() -> None:
    after = []
    with missing("Could not find model"):
        raise refused("ValidationException", 'Could not find model "arn".')
    after.append("went on")
    assert after == ["went on"]


@pytest.mark.parametrize(
    ("code", "message"),
    [("ValidationException", "Cannot create already existing model"), ("AccessDenied", "Could not find model")],
)
def test_every_other_error_passes(code: str, message: str) -> None:
    with pytest.raises(ClientError, match=code), missing("Could not find model"):
        raise refused(code, message)
