"""What a cluster stands on: durations, a subnet, and new identifiers in the forms that AWS uses."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass

from haveli.local.extensions.emr.addresses import Subnet
from haveli.local.extensions.emr.timings import Timings

_EMR_ID_LETTERS = string.ascii_uppercase + string.digits
_EMR_ID_LENGTH = 13
_EC2_ID_BYTES = 8


@dataclass(frozen=True)
class Site:
    """Shared by a cluster and its fleets."""

    timings: Timings
    subnet: Subnet


def emr_id(prefix: str) -> str:
    """A new identifier of EMR: `j-` for a cluster, `if-` for a fleet, `ci-` for an instance, `s-` for a step."""
    return prefix + "".join(secrets.choice(_EMR_ID_LETTERS) for _ in range(_EMR_ID_LENGTH))


def ec2_id(prefix: str) -> str:
    """A new identifier of EC2: `i-` for an instance, `vol-` for a volume."""
    return f"{prefix}0{secrets.token_hex(_EC2_ID_BYTES)}"
