"""`haveli terraform`: the pinned core in this world, in the folder where one stands."""

from __future__ import annotations

import os

from haveli.cli.checkout import checkout

_HELP = """haveli terraform ARGUMENTS...

Runs the Terraform core that haveli pins, in this folder and this world; all arguments go to it as they are.
The world is HAVELI_CLOUD, else local.

Examples:
  cd terraform/environments/platform/00-infra-vpc && haveli terraform init && haveli terraform plan
  haveli terraform -chdir=terraform/environments/fraud/00-storage state list
"""


# These read and write files only: they need no cloud.
_WITHOUT_WORLD = frozenset({"fmt", "version", "-version", "--version"})


def main(argv: list[str]) -> int:
    if argv[:1] in (["--help"], ["-h"], []):
        print(_HELP)
        return 0
    from haveli.engine import core

    here = checkout(".", None)
    script = core.command(here.home, here.spec.platform.terraform_core or None)
    if argv[0] in _WITHOUT_WORLD:
        return os.execve(script, [str(script), *argv], {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull})
    environment = here.world.child_environment()
    return os.execve(script, [str(script), *argv], environment)
