"""Small checkouts on disk for the engine's tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from haveli.engine.remote_state import Read
from haveli.engine.roots import Root


def remote_state(name: str, root: str) -> str:
    """A block that reads the state of the root with this id."""
    return (
        f'data "terraform_remote_state" "{name}" {{\n  backend = "s3"\n'
        f'  config = {{ key = "{root}/terraform.tfstate" }}\n}}\n'
    )


def write(repo: Path, files: Mapping[str, str]) -> Path:
    """Writes files, whose folders come into being."""
    for name, text in files.items():
        path = repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return repo


def root(name: str, *reads: str, path: Path = Path("nowhere")) -> Root:
    """A root by its id that reads others: `"fraud/01-glue"`, or `"fraud/01-glue:outputs,of,it"`."""
    env, _, folder = name.partition("/")
    return Root(env, folder, path / env / folder, tuple(sorted(_read(text) for text in reads)))


def ids(roots: Iterable[Root]) -> list[str]:
    """Their ids, in order."""
    return [found.id for found in roots]


def _read(text: str) -> Read:
    name, _, outputs = text.partition(":")
    return Read(f"{name}/terraform.tfstate", tuple(sorted(filter(None, outputs.split(",")))))
