"""The local cloud's process: moto with haveli's extensions, and the Terraform provider in a process beside it.

Started by `cloud.start`: `python -m haveli.local.daemon FOLDER PORT ACCOUNT REGION PROFILE`. It writes
FOLDER/cloud.json when both answer, and serves until SIGTERM, or until the provider dies: half a cloud is worse than
none. moto keeps all in memory: with this process the cloud is gone, and its instance id with it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import Any

from haveli.local import profile_files
from haveli.local.provider.address import reattach

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def main(folder: Path, port: int, account: str, region: str, profile: str) -> int:
    """Serves until told to end; returns the exit code."""
    _moto_environment(account)
    server = _listen(port)
    endpoint = f"http://127.0.0.1:{server.server_port}"
    provider, address = _start_provider(endpoint, account, region)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=_end_with, args=(provider, ended), daemon=True).start()

    instance = uuid.uuid4().hex[:12]
    environment = profile_files.write(folder, profile, region, account, endpoint, reattach(address, provider.pid))
    facts = {
        "instance": instance,
        "account": account,
        "region": region,
        "endpoint": endpoint,
        "provider": address,
        "pids": {"daemon": os.getpid(), "provider": provider.pid},
        "environment": environment,
    }
    text = json.dumps(facts, indent=1)
    _write_whole(folder / "cloud.json", text)
    ended.wait()
    code = provider.poll()
    _remove_own(folder / "cloud.json", text)
    provider.terminate()
    provider.wait()
    return 0 if code is None else 1


def _end_with(provider: subprocess.Popen[str], ended: threading.Event) -> None:
    provider.wait()
    ended.set()


def _moto_environment(account: str) -> None:
    # Whoever started us may have a profile, an endpoint or a proxy of his own; none of them is ours or our provider's.
    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower() in _PROXIES]:
        del os.environ[name]
    # Read by moto at import.
    os.environ["MOTO_ACCOUNT_ID"] = account
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"


def _listen(port: int) -> Any:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    from haveli.local import extensions

    extensions.install()

    class Quiet(WSGIRequestHandler):
        """Keeps connections open (the SDKs reuse them) and logs nothing a request."""

        protocol_version = "HTTP/1.1"

        def log_request(self, *_: Any) -> None:
            pass

    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    return server


def _start_provider(endpoint: str, account: str, region: str) -> tuple[subprocess.Popen[str], str]:
    # Its standard input is a pipe that we hold: when this process dies, however it dies, the provider sees the end of
    # it.
    process = subprocess.Popen(
        [sys.executable, "-m", "haveli.local.provider.server", endpoint, account, region],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the provider did not start (exit {process.wait()}); its errors stand above")
    return process, json.loads(line)["address"]


def _write_whole(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text)
    part.replace(path)


def _remove_own(path: Path, text: str) -> None:
    # A cloud that was started since has written its own.
    if path.exists() and path.read_text() == text:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]))
