"""What must hold in `platform.yaml` beyond the kind of each value. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from haveli.catalog.regions import REGIONS, region
from haveli.spec.defaults import Values, default_cluster
from haveli.spec.models import PRODUCTION, STAGING, ClusterDefaults, Defaults, Platform
from haveli.spec.names import PlatformNames, broken_limit
from haveli.spec.reader import did_you_mean
from haveli.spec.rules import (
    GENERAL_PURPOSE,
    MEMORY_OPTIMIZED,
    Broken,
    known_release,
    ordered_limits,
    production_never_parks,
    sufficient_budget,
    usable_fleet,
    usable_type,
)

_GRAVITON = re.compile(r"[a-z]+\d+g[a-z]*\.")
"""The letter g after the generation: m7g, c7gn."""


def value_rules(values: Values) -> Iterator[Broken]:
    """Rules about single values, which must hold before the platform can be built from them."""
    yield from known_region(values.get("region", ""))
    network = values.get("network", {})
    yield from usable_block(network.get("cidr", ""), "network.cidr")
    for at, block in enumerate(network.get("reserved", ())):
        yield from apart(network.get("cidr", ""), block, f"network.reserved[{at}]")
    yield from apart(network.get("cidr", ""), values.get("eks", {}).get("services", "172.20.0.0/16"), "eks.services")


def platform_rules(platform: Platform) -> Iterator[Broken]:
    """Rules about the platform as a whole: its names, and the defaults that tenants inherit."""
    for found in PlatformNames.of(platform.product).all():
        if rule := broken_limit(found):
            yield Broken(
                "product", platform.product, f"{found.text} cannot be made of it. {rule}", "Shorten the product."
            )
            break
    yield from distinct_domains(platform)
    yield from closed_when_internal(platform)
    yield from usable_nodes(platform)
    yield from usable_defaults(platform.defaults)


def distinct_domains(platform: Platform) -> Iterator[Broken]:
    """The private domain is another one than the public: within the VPC it would hide every public name."""
    if platform.dns.private_zone == platform.dns.zone:
        yield Broken("dns.private_zone", platform.dns.private_zone, "It is the public domain, too.", "Use another one.")


def closed_when_internal(platform: Platform) -> Iterator[Broken]:
    """An internal load balancer is opened to named networks; everyone is let in by an internet-facing one only."""
    for at, block in enumerate(platform.load_balancer.allow):
        if platform.load_balancer.scheme == "internal" and block == "0.0.0.0/0":
            rule = "An internal load balancer is not opened to everyone."
            yield Broken(f"load_balancer.allow[{at}]", block, rule, "Name the networks that are joined to the VPC.")


def usable_nodes(platform: Platform) -> Iterator[Broken]:
    """What `eks` asks of node groups: one architecture, ordered limits, two nodes that stay, three types on spot."""
    for path, nodes, least, types in (
        ("eks.on_demand", platform.eks.on_demand, 2, 1),
        ("eks.spot", platform.eks.spot, 0, 3),
    ):
        if not least <= nodes.min <= nodes.max:
            rule = f"min is at least {least} and not above max, which is {nodes.max}."
            yield Broken(f"{path}.min", str(nodes.min), rule, "DNS and Argo CD must survive the loss of a node.")
        if len(nodes.types) < types:
            rule = f"There are at least {types} types: one pool's reclaim would empty the group."
            yield Broken(f"{path}.types", ", ".join(nodes.types), rule, "Add types of the same size.")
        if len({bool(_GRAVITON.match(name)) for name in nodes.types}) > 1:
            rule = "The types are all Graviton or all x86: a group has one image."
            yield Broken(f"{path}.types", ", ".join(nodes.types), rule, "Keep one architecture.")


def known_region(code: str) -> Iterator[Broken]:
    """The region is one that the catalog knows, prices included."""
    if code and region(code) is None:
        yield Broken("region", code, "The catalog does not know this region.", did_you_mean(code, list(REGIONS)))


def usable_block(cidr: str, path: str) -> Iterator[Broken]:
    """The VPC's block is private, begins at its network address and is /16 to /20.

    AWS takes /16 to /28 (VPC User Guide, "VPC CIDR blocks", read 2026-11); below /20 fleets run out of addresses.
    """
    if not cidr:
        return
    try:
        block = IPv4Network(cidr, strict=False)
    except ValueError as error:
        yield Broken(path, cidr, f"This is not an IPv4 block: {error}.", "Write it as 10.20.0.0/16.")
        return
    if str(block) != cidr:
        yield Broken(path, cidr, "A block begins at its network address.", f"Write {block}.")
    elif not 16 <= block.prefixlen <= 20:
        yield Broken(
            path, cidr, "The VPC's block is /16 to /20, so that fleets have addresses.", "Write it as 10.20.0.0/16."
        )
    elif not block.is_private:
        yield Broken(path, cidr, "The VPC's block is one of the private ranges.", "Use a part of 10.0.0.0/8.")


def apart(cidr: str, other: str, path: str) -> Iterator[Broken]:
    """A reserved block is a block, and does not overlap that of the VPC."""
    if not other:
        return
    try:
        reserved = IPv4Network(other)
    except ValueError as error:
        yield Broken(path, other, f"This is not an IPv4 block: {error}.", "Write it as 172.20.0.0/16.")
        return
    try:
        overlap = bool(cidr) and IPv4Network(cidr, strict=False).overlaps(reserved)
    except ValueError:
        return
    if overlap:
        yield Broken(path, other, f"This block overlaps network.cidr ({cidr}).", "Move one of the two.")


def usable_defaults(defaults: Defaults) -> Iterator[Broken]:
    """A tenant that says nothing gets clusters that keep every rule."""
    kinds = (
        ("memory_optimized", defaults.memory_optimized, MEMORY_OPTIMIZED),
        ("general_purpose", defaults.general_purpose, GENERAL_PURPOSE),
    )
    for kind, machines, ratio in kinds:
        yield from usable_type(machines.primary, f"defaults.{kind}.primary")
        yield from usable_fleet(machines.types, ratio, f"defaults.{kind}.types")
    for environment, cluster in ((PRODUCTION, defaults.production), (STAGING, defaults.staging)):
        yield from _usable_cluster(environment, cluster, defaults)


def _usable_cluster(environment: str, cluster: ClusterDefaults, defaults: Defaults) -> Iterator[Broken]:
    path = f"defaults.{environment}"
    yield from known_release(cluster.release, f"{path}.release")
    yield from ordered_limits(cluster.task_min, cluster.task_max, f"{path}.task")
    for machines in (defaults.memory_optimized, defaults.general_purpose):
        complete = default_cluster(environment, cluster, machines)
        yield from production_never_parks(complete, f"{path}.idle")
        yield from sufficient_budget(complete, f"{path}.budget")
