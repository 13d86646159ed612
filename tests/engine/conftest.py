"""A state bucket with versions on a moto server, for what must see S3's own behaviour."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from haveli.aws import World
from tests.engine.worlds import BUCKET

MOTO_ACCOUNT = "123456789012"  # of whoever comes without credentials of another


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def moto_world(s3_endpoint: str) -> World:
    """The world of that server; its clients are made once."""
    environment = {
        "AWS_ENDPOINT_URL": s3_endpoint,
        "HAVELI_ACCESS_KEY_ID": "test",
        "HAVELI_SECRET_ACCESS_KEY": "none",
        "NO_PROXY": "127.0.0.1",
    }
    return World("local", MOTO_ACCOUNT, "ap-south-1", "i1", environment)


@pytest.fixture
def bucket_world(s3_endpoint: str, moto_world: World) -> World:
    """A world whose account is empty but for the state bucket, which keeps versions."""
    urllib.request.urlopen(urllib.request.Request(f"{s3_endpoint}/moto-api/reset", method="POST")).close()
    s3 = moto_world.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return moto_world
