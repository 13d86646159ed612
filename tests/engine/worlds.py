"""A world whose S3 is scripted."""

from __future__ import annotations

import io
import json
from typing import Any

from botocore.response import StreamingBody
from botocore.stub import Stubber

from haveli.aws import World

BUCKET = "states"


def scripted() -> tuple[World, Stubber]:
    """A local world that nothing listens for, and what answers in the place of its S3."""
    environment = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "HAVELI_ACCESS_KEY_ID": "880170353725",
        "HAVELI_SECRET_ACCESS_KEY": "none",
    }
    world = World("local", "880170353725", "ap-south-1", "i1", environment)
    stubber = Stubber(world.client("s3"))
    stubber.activate()
    return world, stubber


def body(document: Any) -> StreamingBody:
    """What `get_object` gives for a JSON document."""
    data = json.dumps(document).encode()
    return StreamingBody(io.BytesIO(data), len(data))
