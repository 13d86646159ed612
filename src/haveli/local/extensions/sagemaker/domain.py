"""Domains of Studio (API reference, CreateDomain, UpdateDomain, DeleteDomain, read 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.moto_api._internal import mock_random

from haveli.local.extensions.sagemaker import settings
from haveli.local.extensions.sagemaker.exceptions import ResourceInUse, ResourceNotFound, ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import (
    DELETING,
    GONE,
    IN_SERVICE,
    PENDING,
    UPDATING,
    Facts,
    Record,
    merged,
)
from haveli.local.extensions.sagemaker.shelf import APP, DOMAIN, SPACE, USER_PROFILE

#: What a domain has that does not say otherwise.
DEFAULTS = {"AppNetworkAccessType": "PublicInternetOnly", "TagPropagation": "DISABLED"}
USER_DEFAULTS: Facts = {
    "AutoMountHomeEFS": "Enabled",
    "DefaultLandingUri": "studio::",
    "StudioWebPortal": "ENABLED",
    "SpaceStorageSettings": {
        "DefaultEbsStorageSettings": {"DefaultEbsVolumeSizeInGb": 5, "MaximumEbsVolumeSizeInGb": 100}
    },
}
#: Members of a request that DescribeDomain gives back.
_ASKED = (
    "AppNetworkAccessType",
    "AppSecurityGroupManagement",
    "AuthMode",
    "DefaultSpaceSettings",
    "DefaultUserSettings",
    "DomainName",
    "DomainSettings",
    "HomeEfsFileSystemCreation",
    "KmsKeyId",
    "SubnetIds",
    "TagPropagation",
    "VpcId",
)
_SETTINGS = ("DefaultUserSettings", "DefaultSpaceSettings")


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateDomain: the domain, with a home for its users."""
    if not request.get("VpcId") or not request.get("SubnetIds"):
        raise ValidationException("VpcId and SubnetIds are required.")
    _check(place, request, request["VpcId"])
    identity = f"d-{mock_random.get_random_hex(12)}"
    asked = {name: request[name] for name in _ASKED if request.get(name) is not None}
    facts = {**DEFAULTS, **asked, "DefaultUserSettings": {**USER_DEFAULTS, **request["DefaultUserSettings"]}}
    record = place.shelf.put(DOMAIN, identity, facts, request, place.now)
    facts |= {
        "DomainId": identity,
        "DomainArn": record.arn,
        "Url": f"https://{identity}.studio.{place.shelf.region}.sagemaker.aws",
    }
    facts |= _made(place, facts)
    record.begin(PENDING, IN_SERVICE, place.now, place.timings.domain)
    return record


def find(place: Place, identity: str) -> Record:
    """The domain with this id. Raises ResourceNotFound."""
    record = place.shelf.get(DOMAIN, identity)
    if record is None:
        raise ResourceNotFound(f"Domain [{identity}] does not exist.")
    return record


def find_settled(place: Place, identity: str) -> Record:
    """As `find`. Raises ResourceInUse while a change of the domain runs."""
    record = find(place, identity)
    if record.state(place.now) != IN_SERVICE:
        raise ResourceInUse(f"Domain [{identity}] is not in service: {record.state(place.now)}.")
    return record


def described(place: Place, record: Record) -> Facts:
    """DescribeDomain's answer."""
    return {**record.facts, **times(place, record)}


def times(place: Place, record: Record) -> Facts:
    """What the life of anything in Studio tells."""
    return {"Status": record.state(place.now), "CreationTime": record.created, "LastModifiedTime": record.modified}


def update(place: Place, request: Mapping[str, Any]) -> Record:
    """UpdateDomain. Settings that the request leaves out stay as they are."""
    record = find_settled(place, request["DomainId"])
    if request.get("AppNetworkAccessType") == "VpcOnly" and not (request.get("VpcId") and request.get("SubnetIds")):
        # Seen on AWS (hashicorp/terraform-provider-aws issue 45528, 2025-12).
        raise ValidationException("VpcId and Subnet IDs are required for updating domains to VpcOnly mode.")
    if request.get("AppSecurityGroupManagement") and not _has_r_studio({**record.facts, **request}):
        # Seen on AWS (hashicorp/terraform-provider-aws issue 39923, 2024-10).
        raise ValidationException("AppSecurityGroupManagement can only be set for Rstudio enabled domains.")
    _check(place, request, record.facts["VpcId"])
    record.facts = merged(record.facts, _changes(request), 1 + settings.MERGE_DEPTH)
    record.begin(UPDATING, IN_SERVICE, place.now, place.timings.update)
    return record


def delete(place: Place, request: Mapping[str, Any]) -> None:
    """DeleteDomain. Raises ResourceInUse while the domain holds anything. The home stays unless asked otherwise."""
    record = find_settled(place, request["DomainId"])
    identity = record.facts["DomainId"]
    for kind, many in ((APP, "apps"), (SPACE, "spaces"), (USER_PROFILE, "user profiles")):
        if any(each.state(place.now) != "Deleted" for each in place.shelf.of_domain(kind, identity)):
            raise ResourceInUse(f"Unable to delete Domain {identity} because it has {many}; delete them first.")
    retention = (request.get("RetentionPolicy") or {}).get("HomeEfsFileSystem", "Retain")
    if retention == "Delete" and "HomeEfsFileSystemId" in record.facts:
        place.around.delete_home(record.facts["HomeEfsFileSystemId"])
    record.begin(DELETING, GONE, place.now, place.timings.deletion)


def _check(place: Place, request: Mapping[str, Any], vpc: str) -> None:
    place.around.check_subnets(request.get("SubnetIds") or (), vpc)
    for name in _SETTINGS:
        settings.check(place, request.get(name), vpc)
    if request.get("KmsKeyId"):
        place.around.check_key(request["KmsKeyId"])


def _made(place: Place, facts: Facts) -> Facts:
    """What SageMaker makes beside a domain: its home, and for RStudio and Identity Center what they need."""
    made: Facts = {}
    if facts.get("HomeEfsFileSystemCreation", "Enabled") == "Enabled":
        key = facts.get("KmsKeyId")
        made["HomeEfsFileSystemId"] = place.around.make_home(facts["DomainId"], facts["DomainArn"], key)
        if key:
            made["HomeEfsFileSystemKmsKeyId"] = key
    if _has_r_studio(facts):
        made["SecurityGroupIdForDomainBoundary"] = f"sg-{mock_random.get_random_hex(17)}"
    if facts["AuthMode"] == "SSO":
        application = f"ssoins-{mock_random.get_random_hex(16)}/apl-{mock_random.get_random_hex(16)}"
        arn = f"arn:{place.shelf.partition}:sso::{place.shelf.account}:application/{application}"
        made["SingleSignOnApplicationArn"] = arn
    return made


def _has_r_studio(facts: Mapping[str, Any]) -> bool:
    return "RStudioServerProDomainSettings" in (facts.get("DomainSettings") or {})


def _changes(request: Mapping[str, Any]) -> Facts:
    changes = {name: request[name] for name in _ASKED if request.get(name) is not None and name != "DomainName"}
    for_update = request.get("DomainSettingsForUpdate")
    if for_update:
        changes["DomainSettings"] = {name.removesuffix("ForUpdate"): value for name, value in for_update.items()}
    return changes
