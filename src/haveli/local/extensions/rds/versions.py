"""Engines' versions and what follows from them. Pure.

Source: RDS user guide, "Amazon RDS for PostgreSQL updates" and "MySQL on Amazon RDS versions", 2025-10: the newest
minor version of each major one.
"""

from __future__ import annotations

NEWEST = {
    "mariadb": {"10.6": "10.6.23", "10.11": "10.11.14", "11.4": "11.4.8", "11.8": "11.8.3"},
    "mysql": {"8.0": "8.0.43", "8.4": "8.4.6"},
    "postgres": {"13": "13.22", "14": "14.19", "15": "15.14", "16": "16.10", "17": "17.6"},
}
DEFAULT = {"mariadb": "11.8.3", "mysql": "8.4.6", "postgres": "17.6"}
LICENSES = {"mariadb": "general-public-license", "mysql": "general-public-license", "postgres": "postgresql-license"}


def full(engine: str, version: str | None) -> str | None:
    """The version that an instance gets for one that is asked for: the newest minor of a major, else as it is."""
    if version is None:
        return DEFAULT.get(engine)
    return NEWEST.get(engine, {}).get(version, version)


def major(engine: str, version: str) -> str:
    """The major version: one number for PostgreSQL since 10, two for the others."""
    parts = version.split(".")
    return parts[0] if engine == "postgres" and int(parts[0]) >= 10 else ".".join(parts[:2])


def family(engine: str, version: str) -> str:
    """The family of parameter groups, e.g. `postgres17`."""
    return f"{engine}{major(engine, version)}"
