"""Waiting for SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.sagemaker_waits import until_gone, until_in_service
from tests.local.provider.doubles import TestContext

CTX = TestContext("http://127.0.0.1:1")


class Answers:
    """Gives one answer after the other, the last one again and again; an error is raised."""

    def __init__(self, *answers: Any) -> None:
        self.left = list(answers)

    def __call__(self) -> Any:
        answer = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "DescribeDomain")


def test_a_thing_is_waited_for_through_its_states() -> None:
    answers = Answers({"Status": "Pending"}, {"Status": "Updating"}, {"Status": "InService"})
    until_in_service(CTX, "domain", answers, 60)
    assert answers.left == [{"Status": "InService"}]


def test_another_end_is_an_error_with_the_reason() -> None:
    failed = {"EndpointStatus": "Failed", "FailureReason": "no such image"}
    with pytest.raises(ValueError, match="endpoint: unexpected state Failed: no such image"):
        until_in_service(CTX, "endpoint", Answers(failed), 60, "EndpointStatus")


@pytest.mark.parametrize("end", [None, refused("ResourceNotFound")])
def test_a_thing_is_gone_when_it_is_not_found(end: Any) -> None:
    answers = Answers({"Status": "Deleting"}, end)
    until_gone(CTX, "domain", answers, 60)
    assert answers.left == [end]


def test_another_refusal_is_no_end() -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        until_gone(CTX, "domain", Answers(refused("AccessDenied")), 60)


def test_a_thing_that_stays_is_waited_for_no_longer_than_said() -> None:
    with pytest.raises(TimedOut, match="domain to be gone"):
        until_gone(CTX, "domain", Answers({"Status": "Deleting"}), 60)
