"""When a cluster of EMR counts as gone."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.emr_states import find_cluster


class Emr:
    """An EMR that describes one cluster in one state, or fails."""

    def __init__(self, answer: str | ClientError) -> None:
        self.answer = answer

    def client(self, service: str) -> Emr:
        assert service == "emr"
        return self

    def describe_cluster(self, ClusterId: str) -> object:  # noqa: N803 (boto3's spelling)
        if isinstance(self.answer, ClientError):
            raise self.answer
        return {"Cluster": {"Id": ClusterId, "Status": {"State": self.answer}}}


def failure(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "DescribeCluster")


@pytest.mark.parametrize("state", ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING"])
def test_a_cluster_that_has_not_ended_is_found(state: str) -> None:
    found = find_cluster(Emr(state), "j-1")  # type: ignore[arg-type]
    assert found is not None and found["Id"] == "j-1"


@pytest.mark.parametrize("state", ["TERMINATED", "TERMINATED_WITH_ERRORS"])
def test_an_ended_cluster_is_gone(state: str) -> None:
    assert find_cluster(Emr(state), "j-1") is None  # type: ignore[arg-type]


def test_a_cluster_that_emr_does_not_know_is_gone() -> None:
    unknown = failure("InvalidRequestException", "Cluster id 'j-1' is not valid.")
    assert find_cluster(Emr(unknown), "j-1") is None  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["InvalidRequestException", "ThrottlingException", "AccessDeniedException"])
def test_any_other_failure_is_not_taken_for_a_gone_cluster(code: str) -> None:
    with pytest.raises(ClientError, match=code):
        find_cluster(Emr(failure(code, "Rate exceeded")), "j-1")  # type: ignore[arg-type]
