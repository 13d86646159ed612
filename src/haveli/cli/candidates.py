"""What can stand at the end of an unfinished command line, read from the help of the command itself."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from haveli.cli.main import COMMANDS
from haveli.errors import HaveliError

_OPTION = re.compile(r"^  (?:-\w, )?(--?[\w-]+)(?: (\{[\w,-]+\}|[A-Z]\S*))?", re.MULTILINE)
_CHOICES = re.compile(r"^  \{([\w,-]+)\}", re.MULTILINE)
_ROOTS = re.compile(r"^  ENV", re.MULTILINE)
_TENANT = re.compile(r"^  tenant\b", re.MULTILINE)
_KEY = re.compile(r"^  KEY", re.MULTILINE)


def of(words: Sequence[str]) -> list[str]:
    """The candidates for the last of `words`, which follow `haveli`; none where a file or free text belongs."""
    if not words:
        return []
    *before, last = words
    return sorted({word for word in _all(before) if word.startswith(last)})


def _all(before: Sequence[str]) -> list[str]:
    if not before:
        return [*COMMANDS, "--help", "--version"]
    if before[0] == "help":
        return list(COMMANDS)
    if before[0] not in COMMANDS:
        return []
    text, verb_is_given = _help(before)
    options: dict[str, str] = dict(_OPTION.findall(text))
    if options.get(before[-1]):
        return options[before[-1]].strip("{}").split(",") if options[before[-1]].startswith("{") else []
    choices = _CHOICES.search(text)
    if choices and not verb_is_given:
        return [*choices[1].split(","), "--help"]
    return [*(name for name in options if name.startswith("--")), *_names(text)]


def _help(before: Sequence[str]) -> tuple[str, bool]:
    """The help of a command, or of its verb when one is given."""
    own = _printed(before[0], ["--help"])
    choices = _CHOICES.search(own)
    verb = next((word for word in before[1:] if not word.startswith("-")), "")
    if choices and verb in choices[1].split(","):
        return _printed(before[0], [verb, "--help"]), True
    return own, False


def _printed(command: str, arguments: list[str]) -> str:
    """What a command prints for `--help`; it does nothing else."""
    out = io.StringIO()
    module = importlib.import_module(f"haveli.cli.{COMMANDS[command][0]}")
    try:
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            module.main(arguments)
    except SystemExit:
        pass
    return out.getvalue()


def _names(text: str) -> list[str]:
    """Names of what there is here, for a command whose help says that it takes some."""
    kinds: list[tuple[re.Pattern[str], Callable[[], list[str]]]] = [
        (_ROOTS, _roots),
        (_TENANT, _tenants),
        (_KEY, _keys),
    ]
    return [name for pattern, names in kinds if pattern.search(text) for name in names()]


def _roots() -> list[str]:
    from haveli.engine import roots

    repo = _repo()
    found = roots.discover(repo) if repo else ()
    return [*dict.fromkeys(root.env for root in found), *(root.id for root in found)]


def _tenants() -> list[str]:
    repo = _repo()
    return [path.stem for path in (repo / "tenants").glob("*.y*ml")] if repo else []


def _keys() -> list[str]:
    from haveli.spec import explain

    return [path for keys in explain.outline().values() for path in keys]


def _repo() -> Path | None:
    from haveli.cli.checkout import checkout

    try:
        return checkout(".", None).repo
    except HaveliError:
        return None
