"""`haveli env`: shell exports with which any client reaches the world, and their removal."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from haveli.cli.checkout import checkout
from haveli.cli.main import parser

_EXAMPLES = """  eval "$(haveli env)"            aws, boto3 and terraform now reach this world
  aws s3 ls s3://pai-risk-mlops-v1-foundation-tfstates/
  eval "$(haveli env --unset)"    as before
"""


def main(argv: list[str]) -> int:
    options = parser("env", "Prints shell exports with which any AWS client and terraform reach this world.", _EXAMPLES)
    options.add_argument("--unset", action="store_true", help="print what takes the exports back")
    args = options.parse_args(argv)
    if args.unset:
        print("\n".join(restore(os.environ)))
        return 0
    here = checkout(args.folder, args.cloud)
    from haveli.engine import core

    script = core.install_script(here.home)
    print("\n".join(exports(here.world.environment, script.parent, os.environ)))
    return 0


def exports(environment: Mapping[str, str | None], bin_folder: Path, current: Mapping[str, str]) -> list[str]:
    """Shell lines that set `environment` and put `bin_folder` first on PATH; what was there is kept for `restore`."""
    path = [entry for entry in current.get("PATH", "").split(os.pathsep) if entry and entry != str(bin_folder)]
    wanted = {**environment, "PATH": os.pathsep.join([str(bin_folder), *path])}
    lines = []
    if not current.get("HAVELI_ENV"):
        for name in sorted(wanted):
            if name in current:
                lines.append(f"export HAVELI_WAS_{name}={shlex.quote(current[name])}")
    for name, value in sorted(wanted.items()):
        lines.append(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")
    return [*lines, f"export HAVELI_ENV={shlex.quote(' '.join(sorted(wanted)))}"]


def restore(current: Mapping[str, str]) -> list[str]:
    """Shell lines that take back what `exports` set; nothing where it was not called."""
    names = current.get("HAVELI_ENV", "").split()
    lines = []
    for name in names:
        was = f"HAVELI_WAS_{name}"
        if was in current:
            lines += [f"export {name}={shlex.quote(current[was])}", f"unset {was}"]
        else:
            lines.append(f"unset {name}")
    return [*lines, "unset HAVELI_ENV"] if names else []
