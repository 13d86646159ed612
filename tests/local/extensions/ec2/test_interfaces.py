"""Network interfaces that hold on to something."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from haveli.local.extensions.ec2 import interfaces


@dataclass
class Interface:
    instance: Any = None
    subnet: Any = field(default_factory=lambda: SimpleNamespace(get_available_subnet_ip=lambda holder: "10.0.0.7"))
    private_ip_address: str = "192.168.1.1"
    private_ip_addresses: list[dict[str, Any]] = field(default_factory=list)


def of_instance(state: str) -> Interface:
    return Interface(SimpleNamespace(_state=SimpleNamespace(name=state)))


def test_the_interface_of_an_ended_instance_holds_nothing() -> None:
    free, running, ended = Interface(), of_instance("running"), of_instance("terminated")
    backend = SimpleNamespace(enis={"eni-1": free, "eni-2": running, "eni-3": ended})
    assert list(interfaces.in_use(backend)) == [free, running]


def test_an_interface_gets_an_address_of_its_subnet() -> None:
    interface = Interface()
    assert interfaces.place_in_subnet(interface) == "10.0.0.7" == interface.private_ip_address
    assert interface.private_ip_addresses == [{"Primary": True, "PrivateIpAddress": "10.0.0.7"}]
