"""Waiting for EKS with answers that the test gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.eks_waits import until_active, until_gone, until_updated
from tests.local.provider.doubles import TestContext


class Told(TestContext):
    """A context whose EKS gives these updates one after the other."""

    def __init__(self, *statuses: str) -> None:
        super().__init__("http://127.0.0.1:1")
        self.answers: Iterator[dict[str, Any]] = iter([{"status": status, "errors": ERRORS} for status in statuses])

    def client(self, service: str) -> Any:
        return self

    def describe_update(self, **names: str) -> dict[str, Any]:
        assert names == {"updateId": "u", "name": "c"}
        return {"update": next(self.answers)}


ERRORS = [{"errorCode": "NodeCreationFailure", "errorMessage": "too few addresses"}]


def states(*found: str) -> Any:
    answers = iter(found)
    return lambda: {"status": next(answers), "health": {"issues": [{"code": "IpNotAvailable", "message": "none left"}]}}


def test_what_is_being_created_is_waited_for() -> None:
    until_active(Told(), "cluster", states("CREATING", "CREATING", "ACTIVE"), seconds=1)


def test_a_state_that_may_come_first_is_waited_for() -> None:
    until_active(Told(), "addon", states("DEGRADED", "ACTIVE"), seconds=1, coming=("CREATING", "DEGRADED"))


def test_a_failure_is_told_with_the_reasons_of_eks() -> None:
    with pytest.raises(ValueError, match="CREATE_FAILED: IpNotAvailable: none left"):
        until_active(Told(), "node group", states("CREATING", "CREATE_FAILED"), seconds=1)


def test_what_never_comes_up_times_out() -> None:
    with pytest.raises(TimedOut):
        until_active(Told(), "cluster", lambda: {"status": "CREATING"}, seconds=1)


def test_an_update_is_waited_for() -> None:
    until_updated(Told("InProgress", "Successful"), {"id": "u"}, 1, name="c")


@pytest.mark.parametrize("status", ["Failed", "Cancelled"])
def test_an_update_that_does_not_succeed_is_told_with_its_errors(status: str) -> None:
    with pytest.raises(ValueError, match=f"{status}: NodeCreationFailure: too few addresses"):
        until_updated(Told("InProgress", status), {"id": "u"}, 1, name="c")


def test_a_deletion_ends_when_the_thing_is_not_found() -> None:
    answers = iter([None, ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "DescribeCluster")])

    def describe() -> None:
        if error := next(answers):
            raise error

    until_gone(Told(), "cluster", describe, seconds=1)
    assert list(answers) == []


def test_another_error_ends_a_wait() -> None:
    def describe() -> None:
        raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "DescribeCluster")

    with pytest.raises(ClientError, match="AccessDenied"):
        until_gone(Told(), "cluster", describe, seconds=1)
