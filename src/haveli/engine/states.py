"""The remote states of a world: which exist, and what tells one version from the next."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from haveli.aws import World
from haveli.errors import HaveliError


class BrokenState(HaveliError):
    """What lies where a state should is none."""

    title = "Broken state"


class States:
    """The state bucket `bucket` of a world. Reads only."""

    def __init__(self, world: World, bucket: str) -> None:
        self.bucket = bucket
        self._s3 = world.client("s3")
        self._output_names: dict[tuple[str, str], frozenset[str]] = {}

    def bucket_exists(self) -> bool:
        """Whether the state bucket is there (and ours to see)."""
        try:
            self._s3.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True

    def versions(self) -> dict[str, str]:
        """Every state by key with its ETag: one listing for all roots. Empty when there is no bucket."""
        if not self.bucket_exists():
            return {}
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        items = [item for page in pages for item in page.get("Contents", ())]
        return {item["Key"]: item["ETag"].strip('"') for item in items if item["Key"].endswith(".tfstate")}

    def read(self, key: str) -> dict[str, Any] | None:
        """The state at `key` as data; None when there is none. Raises BrokenState."""
        try:
            body = self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchBucket"):
                return None
            raise
        try:
            document: dict[str, Any] = json.loads(body)
        except ValueError as error:
            versions = f"aws s3api list-object-versions --bucket {self.bucket} --prefix {key}"
            raise BrokenState(f"s3://{self.bucket}/{key} is no state: {error}", hint=versions) from error
        return document

    def outputs(self, key: str) -> dict[str, Any]:
        """The output values of the state at `key`; empty when there is none."""
        return {name: item["value"] for name, item in ((self.read(key) or {}).get("outputs") or {}).items()}

    def sensitive_outputs(self, key: str) -> frozenset[str]:
        """The names of the outputs that the state at `key` marks as sensitive."""
        outputs = (self.read(key) or {}).get("outputs") or {}
        return frozenset(name for name, item in outputs.items() if item.get("sensitive"))

    def output_names(self, key: str, version: str) -> frozenset[str]:
        """The names of the outputs of the state at `key`, read once for each `version` (see `versions`)."""
        if (key, version) not in self._output_names:
            self._output_names[key, version] = frozenset(self.outputs(key))
        return self._output_names[key, version]

    def resources(self, key: str) -> list[dict[str, Any]]:
        """The managed resources of the state at `key`, one entry for each instance: type, address, attributes."""
        document = self.read(key) or {}
        return [
            {
                "type": item["type"],
                "module": item.get("module", ""),
                "name": item["name"],
                "attributes": instance["attributes"],
            }
            for item in document.get("resources", ())
            if item["mode"] == "managed"
            for instance in item["instances"]
        ]
