"""Network interfaces that hold on to a subnet or a security group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def in_use(backend: Any) -> Iterator[Any]:
    """The interfaces of a region that still belong to something: those of ended instances do not count."""
    for interface in backend.enis.values():
        if interface.instance is None or interface.instance._state.name != "terminated":
            yield interface


def place_in_subnet(interface: Any) -> str:
    """Gives an interface that moto put at a random address the next free one of its subnet, and returns it."""
    address = str(interface.subnet.get_available_subnet_ip(interface))
    interface.private_ip_address = address
    interface.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
    return address
