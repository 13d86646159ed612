"""The entry point: finds the command's module and runs it; every error becomes a text and an exit code.

`haveli --help` imports nothing but this table, so that it is quick.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING

from haveli import __version__
from haveli.errors import HaveliError, Interrupted, UsageError, present

if TYPE_CHECKING:
    import argparse

#: command -> (module, group, what it does in one line)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "up": ("up", "Every day", "start the local cloud and bring the whole platform up on it"),
    "down": ("down", "Every day", "end the local cloud and all that is in it"),
    "status": ("status", "Every day", "show clusters, cost, roots, locks and runs on one screen"),
    "env": ("env", "Every day", "print shell exports with which any AWS client and terraform reach this world"),
    "terraform": ("terraform", "Every day", "run the pinned Terraform core in this world"),
    "plan": ("plan", "Roots", "show what would change, over all roots, in one summary"),
    "apply": ("apply", "Roots", "plan, show, ask, and apply exactly that"),
    "destroy": ("destroy", "Roots", "show what goes and what stays, ask for the name, and destroy"),
    "runs": ("runs", "Roots", "list past runs, who ran them and how they ended"),
    "output": ("output", "Roots", "print the outputs of a root"),
    "validate": ("validate", "Specification", "check platform.yaml and tenants, or one file"),
    "explain": ("explain", "Specification", "tell what a key means, and what a change of it does"),
    "render": ("render", "Specification", "write the Terraform roots that the specification asks for"),
    "tenant": ("tenant", "Things", "make, provision, list and show tenants"),
    "doctor": ("doctor", "When things go wrong", "check this machine, this checkout and this world; tell each cure"),
    "lock": ("lock", "When things go wrong", "list, inspect and release state locks"),
    "completion": ("completion", "This command", "print what makes bash, zsh or fish complete it"),
}

_EXAMPLES = """Examples:
  haveli up                                  the platform and tenant fraud on this machine
  haveli tenant provision --tenant payments --memory-optimized --staging
  haveli plan fraud                          what would change for one tenant
  eval "$(haveli env)"; aws s3 ls
"""


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))


def main(argv: list[str]) -> int:
    """Runs one command line; returns the exit code (0 done, 1 failed, 2 changes, 3 usage, 130 interrupted)."""
    debug = "--debug" in argv
    try:
        code = _dispatch(argv)
        sys.stdout.flush()
        return code
    except HaveliError as error:
        return _say(present(error), error.exit_code, debug=debug)
    except KeyboardInterrupt:
        return _say("Interrupted.", Interrupted.exit_code, debug=debug)
    except BrokenPipeError:
        # Whoever read us has gone (`haveli ... | head`). Python would say so once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _say(_unexpected(error), 1, debug=debug)


def _dispatch(argv: list[str]) -> int:
    if argv[:1] == ["help"]:
        argv = [*argv[1:2], "--help"]
    if not argv:
        from haveli.cli import start

        return start.main()
    if argv[0] in ("-h", "--help"):
        print(_overview())
        return 0
    name = argv[0]
    if name == "--version":
        print(f"haveli {__version__}")
        return 0
    if name not in COMMANDS:
        raise UsageError(f"There is no command {name!r}.{_did_you_mean(name, COMMANDS)}", hint="haveli --help")
    module = importlib.import_module(f"haveli.cli.{COMMANDS[name][0]}")
    code: int = module.main(argv[1:])
    return code


def _unexpected(error: Exception) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    from haveli import aws

    if isinstance(error, BotoCoreError | ClientError):
        return f"AWS says: {error}\nNext: {aws.cure(error) or 'the same command with --debug'}"
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"The system says: {error.strerror}{where}\nNext: mend that, then the same command"
    return f"A fault of haveli: {type(error).__name__}: {error}\nNext: the same command with --debug"


def _say(text: str, code: int, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    print(text, file=sys.stderr)
    return code


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _overview() -> str:
    lines = ["haveli: a risk-MLOps platform, from one short file for each tenant", "", "haveli COMMAND [OPTIONS]", ""]
    for group in dict.fromkeys(item[1] for item in COMMANDS.values()):
        lines += [f"{group}:", *(f"  {name:<11}{item[2]}" for name, item in COMMANDS.items() if item[1] == group), ""]
    return "\n".join([*lines, "haveli COMMAND --help tells more, with examples.", "", _EXAMPLES.rstrip()])


def parser(name: str, about: str, examples: str) -> argparse.ArgumentParser:
    """The parser of a command, with the options that all have."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            unknown = message.partition("unrecognized arguments: ")[2].split()
            meant = _did_you_mean(unknown[0], self._option_string_actions) if unknown else ""
            raise UsageError(f"{self.prog}: {message}.{meant}", hint=f"{self.prog} --help")

    made = Parser(
        prog=f"haveli {name}",
        description=about,
        epilog=f"Examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--cloud", choices=["local", "aws"], help="the world to work in (else HAVELI_CLOUD, else local)")
    made.add_argument("--debug", action="store_true", help="show where in haveli an error came from")
    made.add_argument("-C", dest="folder", metavar="DIR", default=".", help="work in the checkout that holds DIR")
    return made
