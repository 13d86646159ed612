"""The locks of a state bucket and of older DynamoDB lock tables: found, read, and removed only as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError

from haveli.aws import World
from haveli.engine import lockfile
from haveli.engine.lockfile import Lock, TableItem
from haveli.engine.roots import Root

_ABSENT = frozenset({"404", "NoSuchKey", "NoSuchBucket", "ResourceNotFoundException"})
_CHANGED = _ABSENT | {"412", "PreconditionFailed", "ConditionalRequestConflict", "ConditionalCheckFailedException"}
_TABLE = re.compile(r'^\s*dynamodb_table\s*=\s*"([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class HeldLock:
    """A lock that is there. `text` is what it holds; `etag` is that of the object, empty in a table.

    `written` and `age` (seconds) are by S3's clock; in a table by the holder's, None when it does not say.
    """

    key: str
    lock: Lock
    text: str
    etag: str = ""
    table: str = ""
    written: datetime | None = None
    age: float | None = None

    @property
    def id(self) -> str:
        """What `release` must be told: the lock's ID, or the ETag of one whose ID cannot be read."""
        return self.lock.id or self.etag.strip('"') or "unreadable"


class LockStore:
    """The locks of the states in `bucket`; `tables` are DynamoDB lock tables that roots may still use."""

    def __init__(self, world: World, bucket: str, tables: Iterable[str] = ()) -> None:
        self.bucket = bucket
        self.tables = tuple(tables)
        self._s3 = world.client("s3")
        self._dynamodb = world.client("dynamodb") if self.tables else None

    def locked(self) -> list[str]:
        """The keys of all locked states, in order."""
        try:
            pages = list(self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket))
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return []
            raise
        names = [item["Key"] for page in pages for item in page.get("Contents", ())]
        in_bucket = {name.removesuffix(lockfile.SUFFIX) for name in names if name.endswith(lockfile.SUFFIX)}
        prefix = f"{self.bucket}/"
        in_tables = {item.path for table in self.tables for item in self._items(table) if item.lock is not None}
        return sorted(in_bucket | {path.removeprefix(prefix) for path in in_tables if path.startswith(prefix)})

    def read(self, key: str) -> HeldLock | None:
        """The lock of the state at `key`; None when nobody holds it."""
        return self._in_bucket(key) or next(filter(None, (self._in_table(table, key) for table in self.tables)), None)

    def digest(self, key: str) -> str:
        """The MD5 (hex) that a lock table says the state should have; empty when none says."""
        for table in self.tables:
            item = self._item(table, lockfile.digest_key(f"{self.bucket}/{key}"))
            if item:
                return item.digest
        return ""

    def remove(self, held: HeldLock) -> bool:
        """Removes just this lock; False when it is gone or another has taken its place."""
        try:
            if held.table:
                self._dynamodb_client().delete_item(
                    TableName=held.table,
                    Key={"LockID": {"S": f"{self.bucket}/{held.key}"}},
                    ConditionExpression="Info = :seen",
                    ExpressionAttributeValues={":seen": {"S": held.text}},
                )
            else:
                # General purpose buckets delete on If-Match since 2025-09 (Amazon S3 User Guide, conditional deletes).
                self._s3.delete_object(Bucket=self.bucket, Key=held.key + lockfile.SUFFIX, IfMatch=held.etag)
        except ClientError as error:
            if error.response["Error"]["Code"] in _CHANGED:
                return False
            raise
        return True

    def _in_bucket(self, key: str) -> HeldLock | None:
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=key + lockfile.SUFFIX)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return None
            raise
        body, written = answer["Body"].read(), answer["LastModified"]
        age = (server_time(answer) - written).total_seconds()
        text = body.decode(errors="replace")
        return HeldLock(key, lockfile.parse(body), text, answer["ETag"], written=written, age=age)

    def _in_table(self, table: str, key: str) -> HeldLock | None:
        answer = self._raw_item(table, f"{self.bucket}/{key}")
        if not answer:
            return None
        lock = lockfile.parse_item(answer).lock or Lock("foreign")
        text = str((answer.get("Info") or {}).get("S") or "")
        age = (datetime.now(UTC) - lock.created).total_seconds() if lock.created else None
        return HeldLock(key, lock, text, table=table, written=lock.created, age=age)

    def _items(self, table: str) -> list[TableItem]:
        try:
            pages = list(self._dynamodb_client().get_paginator("scan").paginate(TableName=table))
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return []
            raise
        return [lockfile.parse_item(item) for page in pages for item in page["Items"]]

    def _item(self, table: str, id: str) -> TableItem | None:
        answer = self._raw_item(table, id)
        return lockfile.parse_item(answer) if answer else None

    def _raw_item(self, table: str, id: str) -> dict[str, Any]:
        try:
            answer = self._dynamodb_client().get_item(TableName=table, Key={"LockID": {"S": id}}, ConsistentRead=True)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return {}
            raise
        return dict(answer.get("Item") or {})

    def _dynamodb_client(self) -> Any:
        assert self._dynamodb is not None
        return self._dynamodb


def server_time(answer: dict[str, Any]) -> datetime:
    """The time by the clock of the service that gave this answer (its `Date` header)."""
    return parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])


def tables_of(roots: Iterable[Root]) -> tuple[str, ...]:
    """The DynamoDB lock tables that backends of these roots name."""
    texts = [path.read_text() for root in roots for path in sorted(root.path.glob("*.tf"))]
    return tuple(dict.fromkeys(name for text in texts for name in _TABLE.findall(text)))
