"""Which applications a release carries, for the releases that this platform uses.

Versions: EMR release guide, application tables of each release, read 2026-11. moto carries the list of release labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_VERSIONS: Mapping[str, Mapping[str, str]] = {
    "emr-7.10.0": {
        "Hadoop": "3.4.1",
        "Hive": "3.1.3",
        "Iceberg": "1.8.1",
        "JupyterEnterpriseGateway": "2.6.0",
        "Livy": "0.8.0",
        "Spark": "3.5.5",
        "Trino": "470",
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
