"""Where everything is kept: by kind and key, as its ARN says them (`user-profile/d-abc/ann`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from haveli.local.extensions.sagemaker.record import Facts, Record

DOMAIN, USER_PROFILE, SPACE, APP = "domain", "user-profile", "space", "app"
LIFECYCLE_CONFIG, PACKAGE_GROUP = "studio-lifecycle-config", "model-package-group"
MODEL, ENDPOINT_CONFIG, ENDPOINT = "model", "endpoint-config", "endpoint"
KINDS = (DOMAIN, USER_PROFILE, SPACE, APP, LIFECYCLE_CONFIG, PACKAGE_GROUP, MODEL, ENDPOINT_CONFIG, ENDPOINT)


class Shelf:
    """The records of one account and region."""

    def __init__(self, region: str, account: str, partition: str) -> None:
        self.region, self.account, self.partition = region, account, partition
        self.kinds: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}

    def arn(self, kind: str, key: str) -> str:
        """The ARN of what is kept so."""
        return f"arn:{self.partition}:sagemaker:{self.region}:{self.account}:{kind}/{key}"

    def put(self, kind: str, key: str, facts: Facts, request: Mapping[str, Any], now: datetime) -> Record:
        """Keeps a new record with the request's tags, and returns it."""
        tags = [dict(tag) for tag in request.get("Tags") or ()]
        record = Record(self.arn(kind, key), facts, tags, now)
        self.kinds[kind][key] = record
        return record

    def get(self, kind: str, key: str) -> Record | None:
        """The record, or None."""
        return self.kinds[kind].get(key)

    def all(self, kind: str) -> Iterable[Record]:
        """The records of a kind, in the order in which they were made."""
        return self.kinds[kind].values()

    def of_domain(self, kind: str, domain: str) -> Iterator[Record]:
        """The user profiles, spaces or apps of a domain."""
        return (record for record in self.all(kind) if record.facts["DomainId"] == domain)

    def by_arn(self, arn: str) -> Record | None:
        """The record with this ARN, or None when it is none of ours."""
        kind, _, key = arn.rpartition(":")[2].partition("/")
        return self.kinds.get(kind, {}).get(key)

    def take_gone(self, now: datetime) -> list[Record]:
        """Takes away what has ended by now, and returns it."""
        gone = [(kind, key) for kind in KINDS for key, each in self.kinds[kind].items() if each.is_gone(now)]
        return [self.kinds[kind].pop(key) for kind, key in gone]
