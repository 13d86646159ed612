"""Which applications a release carries, for releases that this platform runs or may be upgraded to.

Versions without AWS's own suffix, as DescribeCluster shows them: EMR release guide, release histories of Hadoop, Spark,
Iceberg, Livy and Trino, and the application table of 7.14.0 for Hive; read 2026-11. moto carries the list of labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_VERSIONS: Mapping[str, Mapping[str, str]] = {
    "emr-7.10.0": {
        "Hadoop": "3.4.1",
        "Hive": "3.1.3",
        "Iceberg": "1.8.1",
        "Livy": "0.8.0",
        "Spark": "3.5.5",
        "Trino": "470",
    },
    "emr-7.12.0": {
        "Hadoop": "3.4.1",
        "Hive": "3.1.3",
        "Iceberg": "1.10.0",
        "Livy": "0.8.0",
        "Spark": "3.5.6",
        "Trino": "476",
    },
    "emr-7.13.0": {
        "Hadoop": "3.4.2",
        "Hive": "3.1.3",
        "Iceberg": "1.10.0",
        "Livy": "0.8.0",
        "Spark": "3.5.6",
        "Trino": "479",
    },
}


def applications(release: str | None, asked: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The applications of a cluster with their versions where they are known. None asked for is Hadoop alone."""
    names = [each["Name"] for each in asked] or ["Hadoop"]
    return [_with_version(name, _VERSIONS.get(release or "", {})) for name in names]


def carried(release: str) -> list[dict[str, str]]:
    """The applications of a release, as DescribeReleaseLabel gives them."""
    return [{"Name": name, "Version": version} for name, version in _VERSIONS.get(release, {}).items()]


def _with_version(name: str, versions: Mapping[str, str]) -> dict[str, Any]:
    for known, version in versions.items():
        if known.lower() == name.lower():
            return {"Name": known, "Version": version}
    return {"Name": name}
