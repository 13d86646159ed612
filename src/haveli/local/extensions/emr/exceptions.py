"""The errors of EMR, with AWS's codes and texts. A text that AWS does not publish is in our words, and says so."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class InvalidRequest(ServiceException):
    """InvalidRequestException: what the calls of the newer half of the API answer."""

    code = "InvalidRequestException"

    def __init__(self, message: str, error_code: str | None = None) -> None:
        super().__init__(message)
        if error_code is not None:
            self.error_code = error_code


class ValidationFailed(ServiceException):
    """ValidationException: what RunJobFlow, TerminateJobFlows and other calls of the older half answer."""

    code = "ValidationException"

    def __init__(self, message: str) -> None:
        super().__init__(message)


def no_such_cluster(cluster_id: str) -> InvalidRequest:
    return InvalidRequest(f"Cluster id '{cluster_id}' is not valid.", "NoSuchCluster")


def no_such_job_flow() -> ValidationFailed:
    return ValidationFailed("Specified job flow ID does not exist.")


def no_such_fleet(fleet_id: str) -> InvalidRequest:
    return InvalidRequest(f"Instance fleet id '{fleet_id}' is not valid.", "NoSuchInstanceFleet")


def no_such_step(step_id: str) -> InvalidRequest:
    return InvalidRequest(f"Step id '{step_id}' is not valid.", "NoSuchStep")


def no_such_security_configuration(name: str) -> InvalidRequest:
    return InvalidRequest(f"Security configuration with name '{name}' does not exist.")


def termination_protected() -> ValidationFailed:
    return ValidationFailed("Could not shut down one or more job flows since they are termination protected.")


def groups_call_on_fleets(operation: str) -> InvalidRequest:
    """A call for instance groups on a cluster of fleets (text: turbot/steampipe-plugin-aws#1222, 2022-08)."""
    return InvalidRequest(
        "Instance fleets and instance groups are mutually exclusive. The EMR cluster specified in the request uses "
        f"instance fleets. The {operation} operation does not support clusters that use instance fleets. "
        "Use the ListInstanceFleets operation instead.",
        "API_DOES_NOT_SUPPORT_INSTANCE_FLEET_CLUSTERS",
    )


def fleets_call_on_groups(operation: str) -> InvalidRequest:
    """A call for instance fleets on a cluster of groups (the mirror of the text above, in our words)."""
    return InvalidRequest(
        "Instance fleets and instance groups are mutually exclusive. The EMR cluster specified in the request uses "
        f"instance groups. The {operation} operation does not support clusters that use instance groups. "
        "Use the ListInstanceGroups operation instead.",
        "API_DOES_NOT_SUPPORT_INSTANCE_GROUP_CLUSTERS",
    )


def target_missing(fleet_id: str) -> InvalidRequest:
    """ModifyInstanceFleet with one target alone (text: go-to-k/cdkd#1416, 2026-08)."""
    return InvalidRequest(
        f"The instance fleet ({fleet_id}) should have both targetOnDemandCapacity and targetSpotCapacity specified."
    )


def cluster_not_modifiable() -> InvalidRequest:
    return InvalidRequest("An instance fleet may only be modified when the cluster is running or waiting.")
