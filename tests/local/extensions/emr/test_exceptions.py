"""The errors of EMR."""

from __future__ import annotations

import pytest
from moto.core.exceptions import ServiceException

from haveli.local.extensions.emr import exceptions


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (exceptions.no_such_cluster("j-1"), "InvalidRequestException", "Cluster id 'j-1' is not valid."),
        (exceptions.no_such_job_flow(), "ValidationException", "Specified job flow ID does not exist."),
        (exceptions.no_such_fleet("if-1"), "InvalidRequestException", "if-1"),
        (exceptions.no_such_step("s-1"), "InvalidRequestException", "s-1"),
        (exceptions.no_such_security_configuration("x"), "InvalidRequestException", "'x' does not exist"),
        (exceptions.termination_protected(), "ValidationException", "since they are termination protected."),
        (exceptions.groups_call_on_fleets("Op"), "InvalidRequestException", "The Op operation does not support"),
        (exceptions.fleets_call_on_groups("Op"), "InvalidRequestException", "The Op operation does not support"),
        (exceptions.target_missing("if-1"), "InvalidRequestException", "both targetOnDemandCapacity and target"),
        (exceptions.cluster_not_modifiable(), "InvalidRequestException", "when the cluster is running or waiting"),
    ],
)
def test_an_error_has_the_code_and_text_of_aws(error: ServiceException, code: str, text: str) -> None:
    assert error.code == code and text in error.message


def test_a_call_of_the_wrong_kind_carries_the_error_code_of_aws() -> None:
    assert exceptions.groups_call_on_fleets("Op").error_code == "API_DOES_NOT_SUPPORT_INSTANCE_FLEET_CLUSTERS"
