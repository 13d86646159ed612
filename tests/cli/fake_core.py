"""A Terraform core that only pretends: run as a program, with the folder of a root as its working directory.

What a root's plan says stands in its `plan.json`: `code` is the exit code, `changes` the actions by address. `apply`
writes the root's state, whose outputs stand in `outputs.json`. Every command is added to the file that FAKE_CORE_LOG
names. While a file `hold` lies in the folder, `apply` waits for a signal.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path.cwd()
ROOT = f"{HERE.parent.name}/{HERE.name}"


def main(arguments: list[str]) -> int:
    verb = arguments[0]
    if verb == "version":
        return say("Terraform v1.12.0")
    with Path(os.environ["FAKE_CORE_LOG"]).open("a") as log:
        log.write(f"{verb} {ROOT}\n")
    verbs = {"plan": plan, "show": show, "apply": apply}
    return verbs[verb](arguments) if verb in verbs else 0


def plan(arguments: list[str]) -> int:
    action = "delete" if "-destroy" in arguments else "create"
    found = read("plan.json", {"code": 2, "changes": {"a.this": [action]}})
    out = next(option for option in arguments if option.startswith("-out="))
    Path(out.removeprefix("-out=")).write_text(json.dumps(found))
    if found["code"] == 1:
        say("Error: this root cannot be planned")
    return int(found["code"])


def show(arguments: list[str]) -> int:
    items = [{"address": name, "type": "a", "change": {"actions": acts}} for name, acts in planned(arguments).items()]
    return say(json.dumps({"resource_changes": items}))


def apply(arguments: list[str]) -> int:
    if (HERE / "hold").exists():
        signal.signal(signal.SIGINT, interrupted)
        say("Creating...")
        while True:
            signal.pause()
    state: dict[str, Any] = {"outputs": {}, "resources": []}
    if ["delete"] not in planned(arguments).values():
        state["outputs"] = {name: {"value": 1} for name in read("outputs.json", [])}
        state["resources"] = [{"mode": "managed", "type": "a", "name": "this", "instances": [{"attributes": {}}]}]
    url = f"{os.environ['AWS_ENDPOINT_URL']}/{os.environ['STATE_BUCKET']}/{ROOT}/terraform.tfstate"
    put(url, json.dumps(state).encode())
    return 0


def put(url: str, body: bytes) -> None:
    """Writes an object; moto looks at who signed, not at the signature."""
    scope = "123456789012/20261123/us-east-1/s3/aws4_request"
    signed = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    headers = {"Content-Type": "application/json", "Authorization": signed}
    urllib.request.urlopen(urllib.request.Request(url, body, headers, method="PUT")).close()


def planned(arguments: list[str]) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = json.loads(Path(arguments[-1]).read_text())["changes"]
    return changes


def read(name: str, missing: Any) -> Any:
    path = HERE / name
    return json.loads(path.read_text()) if path.exists() else missing


def interrupted(number: int, frame: object) -> None:
    os.write(1, b"Interrupt received.\n")
    os._exit(1)


def say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
