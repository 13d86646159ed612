"""EC2 instance types in ap-south-1: size, architecture, and how many capacity units each is worth.

Source: ec2instances.info, snapshot of 2025-04-24, in `prices_ap_south_1.csv` beside this file.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

UNIT_GIB = 32
"""Memory in GiB that one capacity unit stands for."""


@dataclass(frozen=True)
class InstanceType:
    """One EC2 instance type.

    `arch` is `arm64` or `x86_64`. `offered` says whether Mumbai sells it, `on_emr` whether EMR has a fee for it there.
    """

    name: str
    vcpus: int
    memory_gib: float
    arch: str
    offered: bool
    on_emr: bool

    @property
    def family(self) -> str:
        """The part before the dot: `r6g` of `r6g.xlarge`."""
        return self.name.partition(".")[0]

    @property
    def size(self) -> str:
        """The part after the dot: `xlarge` of `r6g.xlarge`."""
        return self.name.partition(".")[2]

    @property
    def gib_per_vcpu(self) -> float:
        """Memory for each virtual CPU in GiB: 8 for r types, 4 for m types, 2 for c types."""
        return self.memory_gib / self.vcpus


@cache
def instance_types() -> dict[str, InstanceType]:
    """All known types by name, those that Mumbai does not offer among them."""
    return {row["instance_type"]: _type(row) for row in rows()}


def instance_type(name: str) -> InstanceType | None:
    """The type of this name, or None when the catalog does not know it."""
    return instance_types().get(name)


def units(name: str) -> int:
    """Capacity units of a type: its memory divided by 32 GiB, rounded down; 0 for types with less than 32 GiB.

    Raises KeyError for a type that the catalog does not know.
    """
    return int(instance_types()[name].memory_gib // UNIT_GIB)


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The lines of the committed table by column name; an empty cell is a fact that is not known."""
    text = resources.files(__package__).joinpath("prices_ap_south_1.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _type(row: dict[str, str]) -> InstanceType:
    return InstanceType(
        name=row["instance_type"],
        vcpus=int(row["vcpu"]),
        memory_gib=float(row["memory_gib"]),
        arch=row["arch"],
        offered=bool(row["ondemand_usd_h"]),
        on_emr=bool(row["emr_usd_h"]),
    )
