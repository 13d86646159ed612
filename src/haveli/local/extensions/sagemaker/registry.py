"""Model package groups: the models of one purpose, version by version. The packages in them are moto's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haveli.local.extensions.sagemaker.exceptions import ConflictException, ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import AT_ONCE, DELETING, GONE, Facts, Record
from haveli.local.extensions.sagemaker.shelf import PACKAGE_GROUP


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateModelPackageGroup."""
    name = request["ModelPackageGroupName"]
    if place.shelf.get(PACKAGE_GROUP, name) is not None:
        raise ValidationException(f"Model Package Group already exists: {place.shelf.arn(PACKAGE_GROUP, name)}")
    asked = ("ModelPackageGroupName", "ModelPackageGroupDescription", "ManagedConfiguration")
    facts = {member: request[member] for member in asked if request.get(member) is not None}
    record = place.shelf.put(PACKAGE_GROUP, name, facts, request, place.now)
    facts["ModelPackageGroupArn"] = record.arn
    return record


def find(place: Place, name: str) -> Record:
    """The group of this name, or with this ARN. Raises ValidationException."""
    record = place.shelf.get(PACKAGE_GROUP, name.rpartition("/")[2])
    if record is None:
        raise ValidationException(f"ModelPackageGroup {name} does not exist.")
    return record


def described(record: Record) -> Facts:
    """DescribeModelPackageGroup's answer."""
    return {**summary(record), "CreatedBy": {}}


def summary(record: Record) -> Facts:
    """What ListModelPackageGroups says of a group."""
    told = {member: value for member, value in record.facts.items() if member != "ManagedConfiguration"}
    return {**told, "CreationTime": record.created, "ModelPackageGroupStatus": "Completed"}


def delete(place: Place, name: str, packages: Iterable[Any]) -> None:
    """DeleteModelPackageGroup. Raises ConflictException while a package of it is there."""
    record = find(place, name)
    if any(each.model_package_group_name == record.facts["ModelPackageGroupName"] for each in packages):
        raise ConflictException("Model Package Group cannot be deleted because it still contains Model Packages.")
    record.begin(DELETING, GONE, place.now, AT_ONCE)
    place.shelf.take_gone(place.now)
