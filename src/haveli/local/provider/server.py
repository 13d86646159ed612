"""The provider's process: a gRPC server on loopback that Terraform cores reattach to.

It listens on TCP, not on a unix socket, because the peer's port tells cores apart (see session.py).
Started by the local cloud's daemon: `python -m haveli.local.provider.server ENDPOINT ACCOUNT REGION`; it prints its
address as one line and serves until it is terminated or its standard input ends: so it never outlives the daemon.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from concurrent import futures
from dataclasses import dataclass
from typing import Any

import grpc
from tf.gen import grpc_controller_pb2 as controller_pb
from tf.gen import grpc_controller_pb2_grpc as controller_rpc
from tf.gen import grpc_stdio_pb2_grpc as stdio_rpc
from tf.gen import tfplugin_pb2_grpc as rpc

from haveli.local.provider.lifecycle import Kind, Source
from haveli.local.provider.registry import data_source_kinds, resource_kinds
from haveli.local.provider.servicer import Servicer
from haveli.local.provider.session import Cloud, Sessions

# Most calls wait, each in a thread of its own, and a stop must find one free: far more than cores times their
# parallelism (30 roots x 10). Threads are made as they are needed.
_WORKERS = 2048
_GRACE_SECONDS = 0.5
_OPTIONS = [("grpc.max_send_message_length", 256 << 20), ("grpc.max_receive_message_length", 256 << 20)]


@dataclass(frozen=True)
class Serving:
    """A server that runs, and the address (host:port) that it got."""

    address: str
    sessions: Sessions
    server: Any

    def end(self) -> None:
        """Ends all waits, answers what can be answered at once, and closes."""
        self.sessions.stop_all()
        self.server.stop(grace=_GRACE_SECONDS).wait()


def start(
    cloud: Cloud,
    region: str,
    resources: Mapping[str, Kind],
    data_sources: Mapping[str, Source],
    address: str = "127.0.0.1:0",
) -> Serving:
    """Serves these types against `cloud` on a loopback address; `region` is for cores that configure none."""
    servicer = Servicer(cloud, region, resources, data_sources)
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=_WORKERS), options=_OPTIONS)
    rpc.add_ProviderServicer_to_server(servicer, server)
    controller_rpc.add_GRPCControllerServicer_to_server(_Controller(), server)
    stdio_rpc.add_GRPCStdioServicer_to_server(_Stdio(), server)
    port = server.add_insecure_port(address)
    server.start()
    return Serving(f"127.0.0.1:{port}", servicer.sessions, server)


class _Controller(controller_rpc.GRPCControllerServicer):
    def Shutdown(self, request: Any, context: Any) -> Any:  # noqa: N802
        # A core that ends must not end the provider of the others.
        return controller_pb.Empty()


class _Stdio(stdio_rpc.GRPCStdioServicer):
    def StreamStdio(self, request: Any, context: Any) -> Any:  # noqa: N802
        return iter(())


def main(endpoint: str, account: str, region: str) -> None:
    """Serves until SIGTERM or SIGINT."""
    serving = start(Cloud(endpoint, account), region, resource_kinds(), data_source_kinds())
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    sys.stdout.write(json.dumps({"address": serving.address, "pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=_end_with_input, args=(done,), daemon=True).start()
    done.wait()
    serving.end()
    os._exit(0)  # a thread inside an API call cannot be ended, and Python would wait for it


def _end_with_input(done: threading.Event) -> None:
    sys.stdin.read()
    done.set()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
