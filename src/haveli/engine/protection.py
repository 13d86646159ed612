"""What guards resources against destruction, and how a confirmed destroy lifts it.

Terraform alone cannot: AWS refuses to end a cluster under termination protection ("Could not shut down one or more job
flows since they are termination protected."), to delete what is protected against deletion, and a bucket with objects
in it. All are lifted through the API, after a person has agreed, for the resources in the states that go and for no
others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from haveli.aws import World
from haveli.engine import bootstrap
from haveli.engine.run import Run
from haveli.errors import HaveliError


class StillNeeded(HaveliError):
    """Something that stays reads the state of what should go."""

    title = "Still needed"


class NotEmptied(HaveliError):
    """S3 did not delete every object that should go."""

    title = "Not emptied"


def check_may_go(run: Run) -> None:
    """Raises StillNeeded when a root that is not selected has resources and reads one that is.

    Also for the state bucket: a destroy that fails on its last object has taken its encryption and versioning first.
    """
    going = {root.key: root.id for root in run.roots}
    if bootstrap.ROOT in going.values():
        raise StillNeeded(
            f"{bootstrap.ROOT} makes the bucket that keeps every state and the journal; haveli does not destroy it.",
            hint="haveli down   (ends a local cloud whole); on AWS empty and delete the bucket by hand",
        )
    versions = run.states.versions()
    for root in run.everything:
        needed = [going[read.key] for read in root.reads if read.key in going and read.key in versions]
        if root.key not in going and root.key in versions and needed and run.states.resources(root.key):
            raise StillNeeded(f"{root} reads {', '.join(needed)}.", hint=f"haveli destroy {root.env}   (first)")


def lift(world: World, run: Run, *, delete_data: bool) -> Iterator[str]:
    """Lifts protections and, with `delete_data`, empties buckets and forgets secrets; yields a line for each of these.

    Raises NotEmptied.
    """
    for root in run.roots:
        for resource in run.states.resources(root.key):
            attributes = resource["attributes"]
            guard = _GUARDS.get(resource["type"])
            if guard and attributes.get(guard.attribute):
                yield from _unguard(world, guard, attributes)
            if resource["type"] == "aws_s3_bucket" and delete_data:
                yield from _empty_bucket(world, attributes["bucket"])
            if resource["type"] == "aws_secretsmanager_secret" and delete_data:
                yield from _forget_secret(world, attributes)


@dataclass(frozen=True)
class _Guard:
    """A protection of one type: what it is called, the attribute that says it is on, the call that lifts it."""

    words: str
    attribute: str
    service: str
    lift: Callable[[Any, dict[str, Any]], Any]


_GUARDS = {
    "aws_emr_cluster": _Guard(
        "Termination protection of cluster {name}",
        "termination_protection",
        "emr",
        lambda emr, it: emr.set_termination_protection(JobFlowIds=[it["id"]], TerminationProtected=False),
    ),
    "aws_eks_cluster": _Guard(
        "Deletion protection of Kubernetes cluster {name}",
        "deletion_protection",
        "eks",
        lambda eks, it: eks.update_cluster_config(name=it["name"], deletionProtection=False),
    ),
    "aws_db_instance": _Guard(
        "Deletion protection of database {identifier}",
        "deletion_protection",
        "rds",
        lambda rds, it: rds.modify_db_instance(
            DBInstanceIdentifier=it["identifier"], DeletionProtection=False, ApplyImmediately=True
        ),
    ),
    "aws_lb": _Guard(
        "Deletion protection of load balancer {name}",
        "enable_deletion_protection",
        "elbv2",
        lambda elb, it: elb.modify_load_balancer_attributes(
            LoadBalancerArn=it["arn"], Attributes=[{"Key": "deletion_protection.enabled", "Value": "false"}]
        ),
    ),
}


def _unguard(world: World, guard: _Guard, attributes: dict[str, Any]) -> Iterator[str]:
    named = guard.words.format_map(attributes)
    try:
        guard.lift(world.client(guard.service), attributes)
    except ClientError as error:  # gone already, or not ours to change: the destroy tells which
        yield f"{named} stays: {error}"
        return
    yield f"{named} is off."


def _empty_bucket(world: World, bucket: str) -> Iterator[str]:
    s3 = world.client("s3")
    count = 0
    try:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            if found:
                doomed = [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in found]
                _check_deleted(bucket, s3.delete_objects(Bucket=bucket, Delete={"Objects": doomed, "Quiet": True}))
                count += len(found)
    except s3.exceptions.NoSuchBucket:
        return
    yield f"Bucket {bucket} is empty: {count} object versions are gone."


def _forget_secret(world: World, attributes: dict[str, Any]) -> Iterator[str]:
    """Deletes a secret without a way back. Otherwise its name is taken for as long as it can be restored."""
    secrets = world.client("secretsmanager")
    try:
        secrets.delete_secret(SecretId=attributes["arn"], ForceDeleteWithoutRecovery=True)
    except secrets.exceptions.ResourceNotFoundException:
        return
    yield f"Secret {attributes['name']} is gone, and cannot be restored."


def _check_deleted(bucket: str, answer: dict[str, Any]) -> None:
    for error in answer.get("Errors", ()):
        raise NotEmptied(f"{error.get('Key')} stays in bucket {bucket}: {error.get('Code')} {error.get('Message')}")
