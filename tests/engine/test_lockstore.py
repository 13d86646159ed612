from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from haveli.aws import World
from haveli.engine.lockstore import HeldLock, LockStore, tables_of
from tests.engine.checkouts import root, write
from tests.engine.lockscenes import ID, KEY, held, text
from tests.engine.worlds import BUCKET

TABLE = "terraform-locks"
OTHER = "fraud/01-glue/terraform.tfstate"


def put_lock(world: World, content: str = text(), key: str = KEY) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=f"{key}.tflock", Body=content.encode())


def make_table(world: World, **items: str) -> None:
    dynamodb = world.client("dynamodb")
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    put_item(world, f"{BUCKET}/{KEY}", "Info", items.get("info", ""))
    put_item(world, f"{BUCKET}/{KEY}-md5", "Digest", items.get("digest", ""))


def put_item(world: World, id: str, name: str, value: str) -> None:
    if value:
        world.client("dynamodb").put_item(TableName=TABLE, Item={"LockID": {"S": id}, name: {"S": value}})


def test_a_lock_in_the_bucket_is_read_with_its_etag_and_its_age_by_s3(bucket_world: World) -> None:
    put_lock(bucket_world)
    found = LockStore(bucket_world, BUCKET).read(KEY)
    assert found is not None
    assert (found.lock.id, found.text, found.table) == (ID, text(), "")
    assert found.etag.startswith('"')
    assert found.age is not None
    assert 0 <= found.age < 60


def test_a_state_without_a_lock_has_none(bucket_world: World) -> None:
    assert LockStore(bucket_world, BUCKET).read(KEY) is None
    assert LockStore(bucket_world, "not-there").read(KEY) is None


def test_the_locked_states_are_found(bucket_world: World) -> None:
    put_lock(bucket_world)
    put_lock(bucket_world, key=OTHER)
    bucket_world.client("s3").put_object(Bucket=BUCKET, Key="a/00-b/terraform.tfstate", Body=b"{}")
    assert LockStore(bucket_world, BUCKET).locked() == [KEY, OTHER]
    assert LockStore(bucket_world, "not-there").locked() == []


def test_a_lock_is_removed_only_as_it_was_read(bucket_world: World) -> None:
    store = LockStore(bucket_world, BUCKET)
    put_lock(bucket_world)
    first = store.read(KEY)
    assert first is not None
    put_lock(bucket_world, text(ID="another"))
    assert not store.remove(first)
    second = store.read(KEY)
    assert second is not None
    assert second.lock.id == "another"
    assert store.remove(second)
    assert not store.remove(second)
    assert store.read(KEY) is None


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [(held(), ID), (held("{"), "e1"), (replace(held(""), etag="", table=TABLE), "unreadable")],
)
def test_a_lock_without_an_id_is_named_by_its_etag(lock: HeldLock, wanted: str) -> None:
    assert lock.id == wanted


# The older table


def test_a_lock_in_a_table_is_found_and_its_age_is_by_the_holder(bucket_world: World) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=100)
    make_table(bucket_world, info=text(Created=begun.isoformat()))
    store = LockStore(bucket_world, BUCKET, [TABLE])
    assert store.locked() == [KEY]
    found = store.read(KEY)
    assert found is not None
    assert (found.lock.id, found.etag, found.table, found.written) == (ID, "", TABLE, begun)
    assert found.age is not None
    assert 100 <= found.age < 160


def test_locks_of_other_buckets_in_the_table_are_not_ours(bucket_world: World) -> None:
    make_table(bucket_world)
    put_item(bucket_world, "other-bucket/x", "Info", text())
    assert LockStore(bucket_world, BUCKET, [TABLE]).locked() == []


def test_the_digest_of_a_state_is_read_and_is_no_lock(bucket_world: World) -> None:
    make_table(bucket_world, digest="d41d8cd9")
    store = LockStore(bucket_world, BUCKET, [TABLE])
    assert (store.digest(KEY), store.digest(OTHER), store.locked(), store.read(KEY)) == ("d41d8cd9", "", [], None)
    assert LockStore(bucket_world, BUCKET).digest(KEY) == ""


def test_a_lock_in_a_table_is_removed_only_as_it_was_read(bucket_world: World) -> None:
    make_table(bucket_world, info=text())
    store = LockStore(bucket_world, BUCKET, [TABLE])
    first = store.read(KEY)
    assert first is not None
    put_item(bucket_world, f"{BUCKET}/{KEY}", "Info", text(ID="another"))
    assert not store.remove(first)
    second = store.read(KEY)
    assert second is not None
    assert store.remove(second)
    assert store.read(KEY) is None


def test_a_table_that_is_not_there_holds_no_locks(bucket_world: World) -> None:
    store = LockStore(bucket_world, BUCKET, ["gone"])
    assert (store.locked(), store.read(KEY), store.digest(KEY)) == ([], None, "")


def test_the_tables_that_backends_name_are_found_once(tmp_path: Path) -> None:
    backend = 'terraform {\n  backend "s3" {\n    dynamodb_table = "old"\n  }\n}\n'
    write(tmp_path, {"a/00-x/backend.tf": backend, "a/01-y/main.tf": backend, "a/02-z/main.tf": "# none\n"})
    roots = [root(name, path=tmp_path) for name in ("a/00-x", "a/01-y", "a/02-z")]
    assert tables_of(roots) == ("old",)
