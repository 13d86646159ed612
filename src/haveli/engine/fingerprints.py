"""Whether a root is as it was at its last apply: its files, its modules, its state and the states that it reads.

A fingerprint is kept for each root and world below `.haveli`; another local cloud is another world, so an old one is
void. It says that nothing changed in what haveli can see: changes behind Terraform's back need `--refresh` or `drift`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from haveli.engine.roots import Root

_SOURCE = re.compile(r'^\s*source\s*=\s*"(\.{1,2}/[^"]+)"', re.MULTILINE)


def fingerprint(root: Root, versions: Mapping[str, str]) -> dict[str, str]:
    """What the root is now. `versions` are the states by key (see states.States.versions)."""
    upstream = {read.key: versions.get(read.key, "") for read in root.reads}
    return {"files": digest(root.path), "state": versions.get(root.key, ""), **upstream}


class Fingerprints:
    """The fingerprints of one world, as files below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_unchanged(self, root: Root, versions: Mapping[str, str]) -> bool:
        """Whether the root is as it was when it was last applied, or found without changes."""
        try:
            kept = json.loads(self._file(root).read_text())
        except (FileNotFoundError, ValueError):
            return False
        return bool(kept == fingerprint(root, versions)) and bool(kept["state"])

    def knows(self, root: Root) -> bool:
        """Whether the root was ever applied in this world, or found without changes."""
        return self._file(root).exists()

    def keep(self, root: Root, seen: Mapping[str, str]) -> None:
        """Remembers what the root was (see `fingerprint`) when it was planned, with the state that came of it."""
        file = self._file(root)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(dict(seen)))
        part.replace(file)

    def forget(self, root: Root) -> None:
        """The root must be planned next time."""
        self._file(root).unlink(missing_ok=True)

    def _file(self, root: Root) -> Path:
        return self.folder / root.env / f"{root.name}.json"


def digest(folder: Path) -> str:
    """A digest of a folder's Terraform files and of the local modules that they use."""
    whole = hashlib.sha256()
    for part in sorted(folders(folder.resolve())):
        whole.update(_own_digest(part, _stamp(part)).encode())
    return whole.hexdigest()


def folders(folder: Path) -> set[Path]:
    """A resolved folder with every local module that its files use, directly or not."""
    found, ahead = set(), [folder]
    while ahead:
        current = ahead.pop()
        if current not in found and current.is_dir():
            found.add(current)
            texts = [path.read_text(encoding="utf-8", errors="replace") for path in current.glob("*.tf")]
            ahead += [(current / source).resolve() for text in texts for source in _SOURCE.findall(text)]
    return found


def _files(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in files if not {".terraform", "tests"} & set(path.relative_to(folder).parts[:-1]))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in _files(folder))


@cache
def _own_digest(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> str:
    own = hashlib.sha256()
    for path in _files(folder):
        own.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return own.hexdigest()
