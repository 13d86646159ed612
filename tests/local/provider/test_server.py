from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import grpc
import pytest
from tf.gen import grpc_controller_pb2 as controller_pb
from tf.gen import grpc_controller_pb2_grpc as controller_rpc
from tf.gen import grpc_stdio_pb2 as stdio_pb
from tf.gen import grpc_stdio_pb2_grpc as stdio_rpc
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

from haveli.local.provider import codec, schemas
from haveli.local.provider.server import Serving
from tests.local.provider.terraform import Root, finished
from tests.local.provider.test_servicer import config_of, packed, unpacked
from tests.local.provider.things import Thing

# More at once than the roots of the platform times the core's parallelism.
MANY = 400


def named(name: str) -> str:
    return f'resource "aws_thing" "this" {{\n  name = "{name}"\n}}\n'


@contextmanager
def connected(serving: Serving) -> Iterator[Any]:
    """A stub on a connection of its own, configured."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(serving.address, options=options) as channel:
        stub = rpc.ProviderStub(channel)
        config = packed(codec.conform_block(schemas.provider_block(), {}))
        stub.ConfigureProvider(pb.ConfigureProvider.Request(config=config))
        yield stub


def creation(name: str) -> pb.ApplyResourceChange.Request:
    planned = packed(config_of(name=name))
    return pb.ApplyResourceChange.Request(type_name="aws_thing", prior_state=packed(None), planned_state=planned)


def test_a_stop_is_heard_while_more_calls_wait_than_all_cores_make(serving: Serving, thing: Thing) -> None:
    with connected(serving) as stub, connected(serving) as other:
        mine = [stub.ApplyResourceChange.future(creation(f"slow-{number}")) for number in range(MANY)]
        theirs = other.ApplyResourceChange.future(creation("slow-other"))
        for _ in range(MANY + 1):
            thing.waits.get(timeout=60)
        stub.StopProvider(pb.StopProvider.Request(), timeout=60)
        assert all(call.result(timeout=60).diagnostics for call in mine)
        thing.ready.add("slow-other")
        assert not theirs.result(timeout=60).diagnostics


def test_a_connection_that_breaks_ends_its_calls(serving: Serving, thing: Thing) -> None:
    with connected(serving) as stub:
        call = stub.ApplyResourceChange.future(creation("slow"))
        thing.waits.get(timeout=60)
        (busy,) = [session for session in serving.sessions._by_peer.values() if session.calls]
        call.cancel()
    assert busy.stop.wait(timeout=60)


def test_the_end_of_the_server_ends_the_waits_and_answers_them(serving: Serving, thing: Thing) -> None:
    with connected(serving) as stub:
        call = stub.ApplyResourceChange.future(creation("slow"))
        thing.waits.get(timeout=60)
        serving.end()
        assert unpacked(call.result(timeout=60).new_state)["id"] in thing.things


def test_a_core_cannot_shut_the_server_down(serving: Serving) -> None:
    with grpc.insecure_channel(serving.address) as channel:
        controller_rpc.GRPCControllerStub(channel).Shutdown(controller_pb.Empty(), timeout=60)
        assert list(stdio_rpc.GRPCStdioStub(channel).StreamStdio(stdio_pb.StdioData(), timeout=60)) == []
    with connected(serving) as stub:
        assert stub.GetProviderSchema(pb.GetProviderSchema.Request(), timeout=60).resource_schemas


# The real core


@pytest.mark.contract
def test_an_interrupted_core_saves_its_state_while_another_goes_on(
    new_root: Callable[[str], Root], serving: Serving, thing: Thing
) -> None:
    stopped, other = new_root("stopped"), new_root("other")
    processes = {}
    for root, name in ((stopped, "slow-stopped"), (other, "slow-other")):
        root.write(named(name))
        processes[name] = root.start("apply", "-auto-approve", "-json")
    assert {thing.waits.get(timeout=60) for _ in processes} == set(processes)

    processes["slow-stopped"].send_signal(signal.SIGINT)
    ended = finished(processes["slow-stopped"])
    assert ended.code == 1 and any(problem.endswith("stopped") for problem in ended.problems), ended.text
    (instance,) = stopped.instances("aws_thing.this")
    assert instance["status"] == "tainted" and instance["attributes"]["id"] in thing.things

    assert processes["slow-other"].poll() is None
    thing.ready.add("slow-other")
    assert finished(processes["slow-other"]).code == 0
    assert other.plan("-detailed-exitcode").code == 0


@pytest.mark.contract
def test_a_killed_core_leaves_the_server_to_the_others(
    new_root: Callable[[str], Root], serving: Serving, thing: Thing
) -> None:
    killed, other = new_root("killed"), new_root("other")
    killed.write(named("slow"))
    process = killed.start("apply", "-auto-approve", "-json")
    thing.waits.get(timeout=60)
    (busy,) = [session for session in serving.sessions._by_peer.values() if session.calls]
    process.kill()
    process.communicate()
    assert busy.stop.wait(timeout=60)
    assert other.settle(named("b")) == {"aws_thing.this": "create"}


# Its own process


def started() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "haveli.local.provider.server", "http://127.0.0.1:1", "123456789012", "ap-south-1"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.contract
def test_its_process_says_where_it_is_and_ends_when_its_parent_is_gone_or_says_so() -> None:
    orphan, told = started(), started()
    for process in (orphan, told):
        assert process.stdout and process.stdin
        said = json.loads(process.stdout.readline())
        assert said["pid"] == process.pid
        with grpc.insecure_channel(said["address"]) as channel:
            schema = rpc.ProviderStub(channel).GetProviderSchema(pb.GetProviderSchema.Request(), timeout=60)
            assert "aws_vpc" in schema.resource_schemas
    assert orphan.stdin
    orphan.stdin.close()
    os.kill(told.pid, signal.SIGTERM)
    assert (orphan.wait(timeout=60), told.wait(timeout=60)) == (0, 0)
