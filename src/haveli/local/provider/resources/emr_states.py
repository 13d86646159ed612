"""When a cluster of EMR counts as gone."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Context
from haveli.local.provider.resources.errors import code_of

ENDED_STATES = ("TERMINATED", "TERMINATED_WITH_ERRORS")
_UNKNOWN_CLUSTER = "is not valid"


def find_cluster(ctx: Context, cluster_id: str) -> dict[str, Any] | None:
    """DescribeCluster's Cluster, or None when the cluster has ended or never was.

    EMR keeps describing an ended cluster for two months; to Terraform it is gone, as in the genuine provider.
    """
    try:
        found: dict[str, Any] = ctx.client("emr").describe_cluster(ClusterId=cluster_id)["Cluster"]
    except ClientError as error:
        if code_of(error) == "InvalidRequestException" and _UNKNOWN_CLUSTER in str(error):
            return None
        raise
    return None if found["Status"]["State"] in ENDED_STATES else found
