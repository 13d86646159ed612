"""The real Terraform core on a root of its own, attached to a provider that runs in the test's process."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haveli.local.provider.address import reattach

PROVIDER = """provider "aws" {
  region = "ap-south-1"
  default_tags { tags = { product = "haveli" } }
}
"""
#: What the core writes to its log when it lets pass what it would refuse of a provider that asks for no leniency.
TOLERATED = "because it is using the legacy plugin SDK"


@dataclass(frozen=True)
class Ran:
    """A command that ended: its exit code and its JSON lines."""

    code: int
    lines: list[dict[str, Any]]
    text: str

    @property
    def problems(self) -> list[str]:
        """The summaries of its errors and warnings."""
        return [line["diagnostic"]["summary"] for line in self.lines if line["type"] == "diagnostic"]

    @property
    def changes(self) -> dict[str, str]:
        """Planned actions by address."""
        found = [line["change"] for line in self.lines if line["type"] == "planned_change"]
        return {change["resource"]["addr"]: change["action"] for change in found}

    @property
    def drift(self) -> list[str]:
        """Addresses that were found changed behind Terraform's back."""
        return [line["change"]["resource"]["addr"] for line in self.lines if line["type"] == "resource_drift"]


class Root:
    """A folder with a configuration and local state."""

    def __init__(self, core: Path, folder: Path, address: str) -> None:
        self.core, self.folder = core, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "core.log"
        settings = {
            "TF_REATTACH_PROVIDERS": reattach(address, os.getpid()),
            "TF_CLI_CONFIG_FILE": os.devnull,
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            "TF_LOG": "WARN",
            "TF_LOG_PATH": str(self.log),
            "CHECKPOINT_DISABLE": "1",
        }
        self.environment = {**{k: v for k, v in os.environ.items() if not k.startswith("TF_")}, **settings}

    def write(self, *configuration: str, provider: str = PROVIDER) -> None:
        """Replaces the configuration."""
        (self.folder / "main.tf").write_text("\n".join((provider, *configuration)))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts a command and does not wait for it."""
        return subprocess.Popen(
            [str(self.core), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> Ran:
        """Runs a command to its end; fails when the core found the provider inconsistent."""
        return finished(self.start(*arguments))

    def plan(self, *arguments: str) -> Ran:
        return self.run("plan", "-json", *arguments)

    def apply(self, *configuration: str) -> Ran:
        """Applies a configuration (the present one when none is given)."""
        if configuration:
            self.write(*configuration)
        return self.run("apply", "-auto-approve", "-json")

    def settle(self, *configuration: str) -> dict[str, str]:
        """Applies, expects success and an empty plan after it; returns what was done by address."""
        ran = self.apply(*configuration)
        assert ran.code == 0, ran.text
        after = self.plan("-detailed-exitcode")
        assert (after.code, after.changes, after.drift) == (0, {}, []), after.text
        return ran.changes

    def state(self, address: str) -> dict[str, Any]:
        """The attributes of a resource in the state, without index or of the first instance."""
        found = self.instances(address)
        assert found, f"{address} is not in the state"
        attributes: dict[str, Any] = found[0]["attributes"]
        return attributes

    def instances(self, address: str) -> list[dict[str, Any]]:
        """The instances of a resource in the state."""
        path = self.folder / "terraform.tfstate"
        resources = json.loads(path.read_text())["resources"] if path.exists() else []
        return [one for each in resources if f"{each['type']}.{each['name']}" == address for one in each["instances"]]

    def tolerated(self) -> list[str]:
        """The paths of all that the core let pass, from its log."""
        text = self.log.read_text() if self.log.exists() else ""
        entries = [entry for entry in text.split("[WARN]") if TOLERATED in entry]
        return sorted({path for entry in entries for path in re.findall(r"^ +- (\S+): ", entry, re.MULTILINE)})


def finished(process: subprocess.Popen[str]) -> Ran:
    """The result of a started command."""
    text, _ = process.communicate(timeout=60)
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    for fault in (
        "inconsistent result",
        "invalid plan",
        "inconsistent final plan",
        "invalid object",
        "did not respond",
    ):
        assert fault not in text, text
    return Ran(process.returncode, lines, text)
