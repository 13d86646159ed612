"""EMR releases that haveli knows, and what each can do.

Source: "Application versions in Amazon EMR 7.x releases" and "... 6.x releases", EMR Release Guide, read 2026-11.
Instance fleets with three primaries need 6.12.0 or later (EMR Management Guide, "Launch an Amazon EMR cluster with
multiple primary nodes", read 2026-11); the patch releases of older lines that have it too are left out on purpose.
"""

from __future__ import annotations

RELEASES = (
    "emr-6.12.0",
    "emr-6.13.0",
    "emr-6.14.0",
    "emr-6.15.0",
    "emr-7.0.0",
    "emr-7.1.0",
    "emr-7.2.0",
    "emr-7.3.0",
    "emr-7.4.0",
    "emr-7.5.0",
    "emr-7.6.0",
    "emr-7.7.0",
    "emr-7.8.0",
    "emr-7.9.0",
    "emr-7.10.0",
    "emr-7.11.0",
    "emr-7.12.0",
    "emr-7.13.0",
    "emr-7.14.0",
)
"""Release labels, oldest first. All have Trino, Spark, Livy and Iceberg, and allow three primaries with fleets."""


def known(label: str) -> bool:
    """Whether the catalog knows this release label."""
    return label in RELEASES


def version(label: str) -> tuple[int, int, int]:
    """The numbers of a release label: `emr-7.10.0` gives (7, 10, 0). Raises ValueError for another shape."""
    prefix, _, numbers = label.partition("-")
    parts = tuple(int(part) for part in numbers.split("."))
    if prefix != "emr" or len(parts) != 3:
        raise ValueError(f"not a release label: {label}")
    return parts[0], parts[1], parts[2]
