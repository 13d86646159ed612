"""How a Terraform core is told to use a provider that runs already."""

from __future__ import annotations

import json

SOURCE = "registry.terraform.io/hashicorp/aws"


def reattach(address: str, pid: int) -> str:
    """The value of TF_REATTACH_PROVIDERS for the provider at `address` (host:port); `Test` keeps cores from ending
    it.
    """
    entry = {
        "Protocol": "grpc",
        "ProtocolVersion": 6,
        "Pid": pid,
        "Test": True,
        "Addr": {"Network": "tcp", "String": address},
    }
    return json.dumps({SOURCE: entry}, separators=(",", ":"))
