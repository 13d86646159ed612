"""AWS regions that haveli can place a platform in, and their availability zones.

Source: "Regions and Zones", Amazon EC2 User Guide, read 2026-11. Zone names differ in meaning from account to account;
zone ids do not, and are what one compares across accounts. Only regions whose prices the catalog has are in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A region: its code, its place in words, and its zones as `ap-south-1a`."""

    code: str
    city: str
    zones: tuple[str, ...]


REGIONS = {
    region.code: region for region in (Region("ap-south-1", "Mumbai", ("ap-south-1a", "ap-south-1b", "ap-south-1c")),)
}


def region(code: str) -> Region | None:
    """The region of this code, or None when the catalog does not know it."""
    return REGIONS.get(code)


def zones(code: str, count: int) -> tuple[str, ...]:
    """The first `count` zones of a region. Raises KeyError for an unknown region, ValueError when it has fewer."""
    available = REGIONS[code].zones
    if count > len(available):
        raise ValueError(f"{code} has {len(available)} zones, {count} were asked for")
    return available[:count]
