"""`haveli env`: shell exports with which any client reaches the world, and their removal."""

from __future__ import annotations

import os
import shlex
import sys
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
        _print(restore(os.environ))
        return 0
    here = checkout(args.folder, args.cloud)
    from haveli.engine import core

    script = core.install_script(here.home)
    _link_command(script.with_name("haveli"))
    _print(exports(here.world.environment, script.parent, os.environ))
    return 0


def _link_command(link: Path) -> None:
    """This very command beside the core, so that a shell with the exports finds both."""
    own = Path(sys.executable).with_name("haveli")
    if own.exists() and not (link.is_symlink() and link.readlink() == own):
        link.unlink(missing_ok=True)
        link.symlink_to(own)


def _print(lines: list[str]) -> None:
    # As bytes: a variable of the shell may hold some that are no text in this locale.
    sys.stdout.flush()
    sys.stdout.buffer.write(os.fsencode("".join(f"{line}\n" for line in lines)))


def exports(environment: Mapping[str, str | None], bin_folder: Path, current: Mapping[str, str]) -> list[str]:
    """Shell lines that set `environment` and put `bin_folder` first on PATH; what was there is kept for `restore`.

    In a shell that has them already, also of another world, what was there before the first is what is kept.
    """
    path = [entry for entry in current.get("PATH", "").split(os.pathsep) if entry and entry != str(bin_folder)]
    wanted = {**environment, "PATH": os.pathsep.join([str(bin_folder), *path])}
    ours = current.get("HAVELI_ENV", "").split()
    lines = [line for name in ours if name not in wanted for line in _back(name, current)]
    for name in sorted(wanted):
        if name in current and name not in ours:
            lines.append(f"export {_kept(name)}={shlex.quote(current[name])}")
    for name, value in sorted(wanted.items()):
        lines.append(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")
    return [*lines, f"export HAVELI_ENV={shlex.quote(' '.join(sorted(wanted)))}"]


def restore(current: Mapping[str, str]) -> list[str]:
    """Shell lines that take back what `exports` set; nothing where it was not called."""
    names = current.get("HAVELI_ENV", "").split()
    lines = [line for name in names for line in _back(name, current)]
    return [*lines, "unset HAVELI_ENV"] if names else []


def _back(name: str, current: Mapping[str, str]) -> list[str]:
    if _kept(name) not in current:
        return [f"unset {name}"]
    return [f"export {name}={shlex.quote(current[_kept(name)])}", f"unset {_kept(name)}"]


def _kept(name: str) -> str:
    return f"HAVELI_WAS_{name}"
