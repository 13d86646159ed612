"""aws_s3_bucket against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import Change, Values
from haveli.local.provider.resources import s3_bucket
from haveli.local.provider.resources.s3_bucket import S3Bucket
from tests.local.provider.doubles import TestContext

BUCKET = S3Bucket()
NAME = "pai-risk-mlops-fraud-shared-data"


def created(ctx: TestContext, **planned: object) -> Values:
    """The state after a create: what was planned, overlaid by what `read` reports."""
    state = {"bucket": NAME, "tags_all": {}, **planned}
    state["id"] = BUCKET.create(ctx, state)
    return {**state, **(BUCKET.read(ctx, state) or {})}


def test_a_created_bucket_reports_its_names_and_region(ctx: TestContext) -> None:
    state = created(ctx)
    assert state["id"] == state["bucket"] == NAME
    assert state["arn"] == f"arn:aws:s3:::{NAME}"
    assert state["bucket_domain_name"] == f"{NAME}.s3.amazonaws.com"
    assert state["bucket_regional_domain_name"] == f"{NAME}.s3.ap-south-1.amazonaws.com"
    assert state["bucket_region"] == "ap-south-1"
    assert state["hosted_zone_id"] == "Z11RGJOFQNVJUP"
    assert state["request_payer"] == "BucketOwner"
    assert state["object_lock_enabled"] is False
    assert state["policy"] is None and state["website_endpoint"] is None


def test_tags_are_written_read_changed_and_removed(ctx: TestContext) -> None:
    state = created(ctx, tags_all={"tenant": "fraud"})
    assert state["tags_all"] == {"tenant": "fraud"}
    BUCKET.update(ctx, Change(state, {**state, "tags_all": {"owner": "risk"}}))
    assert (BUCKET.read(ctx, state) or {})["tags_all"] == {"owner": "risk"}
    BUCKET.update(ctx, Change({**state, "tags_all": {"owner": "risk"}}, {**state, "tags_all": {}}))
    assert (BUCKET.read(ctx, state) or {})["tags_all"] == {}


def test_a_name_is_made_from_the_prefix(ctx: TestContext) -> None:
    state = created(ctx, bucket=None, bucket_prefix="pai-")
    assert state["bucket"].startswith("pai-") and len(state["bucket"]) == len("pai-") + 26


def test_a_bucket_that_is_gone_reads_as_none(ctx: TestContext) -> None:
    assert BUCKET.read(ctx, {"id": NAME}) is None


def test_deleting_a_bucket_that_is_gone_is_no_error(ctx: TestContext) -> None:
    BUCKET.delete(ctx, {"id": NAME, "force_destroy": True})
    BUCKET.delete(ctx, {"id": NAME, "force_destroy": False})


def test_a_bucket_with_objects_is_not_deleted_without_force_destroy(ctx: TestContext) -> None:
    state = created(ctx, force_destroy=False)
    ctx.client("s3").put_object(Bucket=NAME, Key="a", Body=b"1")
    with pytest.raises(ClientError, match="BucketNotEmpty"):
        BUCKET.delete(ctx, state)


def test_force_destroy_empties_versions_markers_and_unfinished_uploads(
    ctx: TestContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_bucket, "DELETE_BATCH", 2)
    state, s3 = created(ctx, force_destroy=True), ctx.client("s3")
    s3.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"1", b"2", b"3"):
        s3.put_object(Bucket=NAME, Key="a", Body=body)
    s3.delete_object(Bucket=NAME, Key="a")
    s3.create_multipart_upload(Bucket=NAME, Key="b")
    BUCKET.delete(ctx, state)
    assert BUCKET.read(ctx, state) is None


def test_creating_a_bucket_twice_says_that_we_own_it(ctx: TestContext) -> None:
    created(ctx)
    with pytest.raises(ClientError, match="BucketAlreadyOwnedByYou"):
        created(ctx)


def test_inline_blocks_are_reported_only_where_the_state_has_them(ctx: TestContext) -> None:
    state = created(ctx)
    assert not {"versioning", "server_side_encryption_configuration", "logging"} & set(BUCKET.read(ctx, state) or {})


def test_configured_inline_blocks_settle_and_can_be_taken_away(ctx: TestContext) -> None:
    blocks: Values = {
        "versioning": [{"enabled": True, "mfa_delete": False}],
        "server_side_encryption_configuration": [
            {
                "rule": [
                    {
                        "bucket_key_enabled": True,
                        "apply_server_side_encryption_by_default": [
                            {"sse_algorithm": "aws:kms", "kms_master_key_id": "alias/aws/s3"}
                        ],
                    }
                ]
            }
        ],
        "cors_rule": [
            {
                "allowed_headers": ["*"],
                "allowed_methods": ["GET"],
                "allowed_origins": ["https://example.com"],
                "expose_headers": None,
                "max_age_seconds": 60,
            }
        ],
        "website": [
            {
                "index_document": "index.html",
                "error_document": None,
                "redirect_all_requests_to": None,
                "routing_rules": None,
            }
        ],
    }
    state = created(ctx, **blocks)
    assert {name: state[name] for name in blocks} == blocks
    assert state["website_endpoint"] == f"{NAME}.s3-website.ap-south-1.amazonaws.com"
    BUCKET.update(ctx, Change(state, {**state, **{name: [] for name in blocks}}))
    after = BUCKET.read(ctx, state) or {}
    assert after["versioning"] == [{"enabled": False, "mfa_delete": False}]
    assert after["cors_rule"] == [] and after["website"] == []


def test_a_policy_in_other_words_keeps_the_text_of_the_state(ctx: TestContext) -> None:
    statement = '{"Effect":"Deny","Principal":"*","Action":%s,"Resource":"arn:aws:s3:::x"}'
    text = '{"Version":"2012-10-17","Statement":[' + statement % '["s3:GetObject"]' + "]}"
    state = created(ctx, policy=text)
    ctx.client("s3").put_bucket_policy(
        Bucket=NAME, Policy='{"Statement":' + statement % '"s3:GetObject"' + ',"Version":"2012-10-17"}'
    )
    assert (BUCKET.read(ctx, state) or {})["policy"] == text


@pytest.mark.parametrize("name", ["ab", "Upper-case", "two..dots", "-edge", "x" * 64])
def test_bad_names_are_found_before_apply(name: str) -> None:
    assert [problem.path for problem in BUCKET.validate({"bucket": name})] == [("bucket",)]


def test_good_and_unknown_names_pass() -> None:
    assert not list(BUCKET.validate({"bucket": NAME})) and not list(BUCKET.validate({"bucket": object()}))


def test_a_block_that_moved_names_its_resource_type() -> None:
    [problem] = BUCKET.validate({"bucket": NAME, "lifecycle_rule": [{"enabled": True}]})
    assert "aws_s3_bucket_lifecycle_configuration" in problem.detail


def test_an_import_reads_the_whole_bucket(ctx: TestContext) -> None:
    created(ctx, tags_all={"tenant": "fraud"})
    reported = BUCKET.read(ctx, BUCKET.import_state(ctx, NAME)) or {}
    assert reported["bucket"] == NAME and reported["tags_all"] == {"tenant": "fraud"}
