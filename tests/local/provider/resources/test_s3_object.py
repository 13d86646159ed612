"""aws_s3_object against moto."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.s3_object import S3Object
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-platform-shared-bootstrap"
KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    ctx.client("s3").create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    return Life(S3Object(), ctx)


def body(life: Life) -> bytes:
    answer = life.ctx.client("s3").get_object(Bucket=NAME, Key=life.state["key"])
    return bytes(answer["Body"].read())


def test_text_is_written_and_its_digest_reported(life: Life) -> None:
    state = life.create(bucket=NAME, key="a/b.txt", content="hello", content_type="text/plain")
    assert body(life) == b"hello"
    assert state["etag"] == hashlib.md5(b"hello").hexdigest()
    assert state["id"] == "a/b.txt" and state["arn"] == f"arn:aws:s3:::{NAME}/a/b.txt"
    assert state["storage_class"] == "STANDARD" and state["version_id"] is None
    assert state["tags_all"] == {"product": "pai-risk-mlops"}


def test_a_file_is_written_again_when_its_etag_changes(life: Life, tmp_path: Path) -> None:
    source = tmp_path / "bootstrap.sh"
    source.write_text("one")
    digest = hashlib.md5(b"one").hexdigest()
    life.create(bucket=NAME, key="bootstrap.sh", source=str(source), etag=digest)
    source.write_text("two")
    life.change(etag=hashlib.md5(b"two").hexdigest())
    assert body(life) == b"two"


def test_a_changed_source_hash_writes_again_and_forgets_the_etag(life: Life, tmp_path: Path) -> None:
    source = tmp_path / "big.bin"
    source.write_bytes(b"1")
    life.create(bucket=NAME, key="big.bin", source=str(source), source_hash="x")
    source.write_bytes(b"2")
    life.config["source_hash"] = "y"
    assert life.plan().state["etag"] is UNKNOWN
    assert life.change(source_hash="y")["etag"] == hashlib.md5(b"2").hexdigest()


def test_a_relative_source_is_refused_with_what_to_write_instead(life: Life) -> None:
    with pytest.raises(ValueError, match="abspath"):
        life.create(bucket=NAME, key="k", source="main.tf")


def test_base64_is_decoded(life: Life) -> None:
    life.create(bucket=NAME, key="raw", content_base64=base64.b64encode(b"\x00\x01").decode())
    assert body(life) == b"\x00\x01"


def test_headers_metadata_and_tags_settle(life: Life) -> None:
    life.create(bucket=NAME, key="k", content="", cache_control="no-store", metadata={"owner": "risk"}, tags={"a": "1"})
    state = life.change(tags={"b": "2"})
    assert state["tags_all"] == {"product": "pai-risk-mlops", "b": "2"}
    life.change(cache_control="max-age=60", metadata={})


def test_a_kms_key_implies_its_encryption(life: Life) -> None:
    state = life.create(bucket=NAME, key="k", content="secret", kms_key_id=KEY)
    assert state["server_side_encryption"] == "aws:kms" and state["kms_key_id"] == KEY


def test_every_version_goes_on_delete(life: Life) -> None:
    s3 = life.ctx.client("s3")
    s3.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    state = life.create(bucket=NAME, key="k", content="1")
    s3.put_object(Bucket=NAME, Key="k-longer", Body=b"")
    assert life.change(content="2")["version_id"] != state["version_id"]
    life.delete()
    left = s3.list_object_versions(Bucket=NAME)["Versions"]
    assert [item["Key"] for item in left] == ["k-longer"]


def test_an_object_deleted_by_hand_is_gone(life: Life) -> None:
    life.create(bucket=NAME, key="k", content="1")
    life.ctx.client("s3").delete_object(Bucket=NAME, Key="k")
    assert life.refresh() is None


def test_another_key_replaces_the_object(life: Life) -> None:
    life.create(bucket=NAME, key="k", content="1")
    assert life.replaced_by(key="other") == ("key",)


@pytest.mark.parametrize("id", [f"{NAME}/a/b.txt", f"s3://{NAME}/a/b.txt"])
def test_both_forms_of_an_import_id_are_understood(life: Life, id: str) -> None:
    created = life.create(bucket=NAME, key="a/b.txt", content="hello")
    assert life.imported(id)["etag"] == created["etag"]
