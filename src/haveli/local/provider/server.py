"""The provider's process: a gRPC server on loopback that Terraform cores reattach to.

It listens on TCP, not on a unix socket, because the peer's port tells cores apart (see session.py).
Started by the local cloud's daemon: `python -m haveli.local.provider.server ENDPOINT ACCOUNT`; it prints its address as
one line and serves until it is terminated or its standard input ends: so it never outlives the daemon.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from concurrent import futures
from typing import Any

import grpc
from tf.gen import grpc_controller_pb2 as controller_pb
from tf.gen import grpc_controller_pb2_grpc as controller_rpc
from tf.gen import grpc_stdio_pb2_grpc as stdio_rpc
from tf.gen import tfplugin_pb2_grpc as rpc

from haveli.local.provider.registry import data_source_types, resource_types
from haveli.local.provider.servicer import Servicer
from haveli.local.provider.session import Cloud

# Cores times their parallelism: 30 roots x 10, most of them waiting.
_WORKERS = 320
_OPTIONS = [("grpc.max_send_message_length", 256 << 20), ("grpc.max_receive_message_length", 256 << 20)]


def start(endpoint: str, account: str, address: str = "127.0.0.1:0") -> tuple[Any, str]:
    """A running server for the AWS API at `endpoint`, and the address it got."""
    servicer = Servicer(Cloud(endpoint, account), resource_types(), data_source_types())
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=_WORKERS), options=_OPTIONS)
    rpc.add_ProviderServicer_to_server(servicer, server)
    controller_rpc.add_GRPCControllerServicer_to_server(_Controller(), server)
    stdio_rpc.add_GRPCStdioServicer_to_server(_Stdio(), server)
    port = server.add_insecure_port(address)
    server.start()
    return server, f"127.0.0.1:{port}"


class _Controller(controller_rpc.GRPCControllerServicer):
    def Shutdown(self, request: Any, context: Any) -> Any:  # noqa: N802
        # A core that ends must not end the provider of the others.
        return controller_pb.Empty()


class _Stdio(stdio_rpc.GRPCStdioServicer):
    def StreamStdio(self, request: Any, context: Any) -> Any:  # noqa: N802
        return iter(())


def main(endpoint: str, account: str) -> None:
    """Serves until SIGTERM or SIGINT."""
    server, address = start(endpoint, account)
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    sys.stdout.write(json.dumps({"address": address, "pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=_end_with_input, args=(done,), daemon=True).start()
    done.wait()
    server.stop(grace=0.2).wait()


def _end_with_input(done: threading.Event) -> None:
    sys.stdin.read()
    done.set()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
