"""Ids that are names joined by a separator."""

from __future__ import annotations


def joined(*names: str, by: str = ":") -> str:
    """One id of these names."""
    return by.join(names)


def parts(identity: str, *names: str, by: str = ":") -> list[str]:
    """The values of an id; the last one keeps further separators. Raises ValueError for another form."""
    values = identity.split(by, len(names) - 1)
    if len(values) != len(names) or not all(values):
        raise ValueError(f"unexpected format of ID ({identity}), expected {by.join(names)}")
    return values
