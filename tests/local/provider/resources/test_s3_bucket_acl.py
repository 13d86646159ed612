"""aws_s3_bucket_acl against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.s3_bucket import S3Bucket
from haveli.local.provider.resources.s3_bucket_acl import S3BucketAcl
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


@pytest.fixture
def life(ctx: TestContext) -> Life:
    Life(S3Bucket(), ctx).create(bucket="logs")
    return Life(S3BucketAcl(), ctx)


def test_a_canned_list_changes_in_place(life: Life) -> None:
    assert life.create(bucket="logs", acl="private")["id"] == "logs,private"
    assert life.change(acl="log-delivery-write")["id"] == "logs,log-delivery-write"
    grants = life.ctx.client("s3").get_bucket_acl(Bucket="logs")["Grants"]
    assert any("LogDelivery" in grant["Grantee"].get("URI", "") for grant in grants)
    assert life.replaced_by(bucket="other") == ("bucket",)


def test_a_list_may_be_written_out(life: Life) -> None:
    owner = life.ctx.client("s3").get_bucket_acl(Bucket="logs")["Owner"]["ID"]
    everyone = {"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"}
    own = {"type": "CanonicalUser", "id": owner}
    grants = [{"permission": "FULL_CONTROL", "grantee": [own]}, {"permission": "READ", "grantee": [everyone]}]
    policy = {"grant": grants, "owner": [{"id": owner}]}
    life.create(bucket="logs", access_control_policy=[policy])
    life.change(access_control_policy=[{**policy, "grant": grants[:1]}])
    life.change(access_control_policy=[], acl="private")


def test_a_deletion_leaves_the_list_as_it_is(life: Life) -> None:
    state = life.create(bucket="logs", acl="public-read")
    before = life.ctx.client("s3").get_bucket_acl(Bucket="logs")["Grants"]
    S3BucketAcl().delete(life.ctx, state)
    assert life.ctx.client("s3").get_bucket_acl(Bucket="logs")["Grants"] == before


def test_a_list_goes_with_its_bucket(life: Life) -> None:
    life.create(bucket="logs", acl="private")
    life.ctx.client("s3").delete_bucket(Bucket="logs")
    assert life.refresh() is None


def test_a_bucket_whose_owner_is_enforced_has_no_lists(life: Life) -> None:
    owned = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    life.ctx.client("s3").put_bucket_ownership_controls(Bucket="logs", OwnershipControls=owned)
    with pytest.raises(ClientError) as refused:
        life.create(bucket="logs", acl="private")
    assert code_of(refused.value) == "AccessControlListNotSupported"


@pytest.mark.parametrize(
    ("id", "owner", "acl"),
    [
        ("logs", None, None),
        ("logs,private", None, "private"),
        ("logs,123456789012", "123456789012", None),
        ("logs,123456789012,private", "123456789012", "private"),
    ],
)
def test_a_list_is_imported_by_its_bucket_its_owner_and_its_name(
    life: Life, id: str, owner: str | None, acl: str | None
) -> None:
    found = life.imported(id)
    assert (found["bucket"], found["expected_bucket_owner"], found["acl"]) == ("logs", owner, acl)


@pytest.mark.parametrize(
    "config",
    [
        {"access_control_policy": []},
        {"acl": "private", "access_control_policy": [{}]},
        {"acl": "secret", "access_control_policy": []},
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any]) -> None:
    assert [problem.path for problem in S3BucketAcl().validate(config)] == [("acl",)]
