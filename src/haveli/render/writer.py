"""Rendered files on the disk: the only module of `render` that reads or writes.

1. Each folder below `terraform/environments` has a manifest, `.rendered.json`, with the digest of every file that
haveli
   wrote there.
2. A file that is as wanted is left alone. One whose digest is in the manifest was written by haveli and is replaced.
Any
   other file at a wanted path was edited by hand: nothing at all is written, and its diff is shown.
3. A file in the manifest that is no longer wanted is removed, unless it was edited. Files that the manifest does not
name
   belong to a person and are never looked at.
4. The manifest names new digests before the files are written and drops old ones after, so that a run that was killed
   half-way is no hand edit for the next one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import ClassVar

from haveli.errors import HaveliError, Place

ENVIRONMENTS = "terraform/environments"
MANIFEST = ".rendered.json"


class RenderedFileEdited(HaveliError):
    """Somebody edited files that haveli renders; `diffs` shows by path what rendering would undo."""

    title: ClassVar[str] = "Edited by hand"
    exit_code: ClassVar[int] = 3

    def __init__(self, diffs: Mapping[str, str]) -> None:
        self.diffs = dict(diffs)
        first = next(iter(diffs))
        shown = "\n".join(diff.rstrip("\n") for diff in diffs.values())
        super().__init__(
            f"haveli renders this file, and its text is not what haveli wrote. Rendering would undo this:\n{shown}",
            hint=f"git checkout -- {first}   (or delete the file, or move your part to a file of your own beside it)",
            place=Place(first),
        )


@dataclass(frozen=True)
class Changes:
    """What writing would do: paths to create, to replace and to remove, and the diffs of files that were edited."""

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    manifests: Mapping[str, Manifest] = field(default_factory=dict, repr=False)

    @property
    def nothing(self) -> bool:
        """Whether the disk is as it should be."""
        return not (self.created or self.changed or self.removed or self.edited or self.manifests)

    @property
    def removed_roots(self) -> tuple[str, ...]:
        """The roots (`<env>/NN-<name>`) whose files go: what stands in their state would have no root any more."""
        gone = (PurePosixPath(path) for path in self.removed if path.endswith("/backend.tf"))
        return tuple(str(path.parent.relative_to(ENVIRONMENTS)) for path in gone)


@dataclass(frozen=True)
class Manifest:
    """The digests of the files of one folder, by path below it: those now on the disk, and those wanted."""

    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]


def plan(repo: Path, files: Mapping[str, str], environments: Iterable[str] | None = None) -> Changes:
    """What writing `files` (every rendered file by path) would do; reads, never writes.

    With `environments` only these folders are compared, and `files` needs to hold only theirs.
    """
    groups = _by_folder(files)
    names = _rendered_environments(repo) | set(groups) if environments is None else set(environments)
    parts = [_plan_folder(repo, name, groups.get(name, {})) for name in sorted(names)]
    return Changes(
        created=tuple(path for part in parts for path in part.created),
        changed=tuple(path for part in parts for path in part.changed),
        removed=tuple(path for part in parts for path in part.removed),
        edited={path: diff for part in parts for path, diff in part.edited.items()},
        texts={path: text for part in parts for path, text in part.texts.items()},
        manifests={name: manifest for part in parts for name, manifest in part.manifests.items()},
    )


def write(repo: Path, changes: Changes) -> None:
    """Makes the disk as planned. Raises RenderedFileEdited before any write, HaveliError when the disk refuses."""
    if changes.edited:
        raise RenderedFileEdited(changes.edited)
    for name, manifest in changes.manifests.items():
        _write_manifest(repo, name, _merged(manifest.before, manifest.after))
    for path, text in changes.texts.items():
        _write_text(repo / path, text)
    for path in changes.removed:
        _remove(repo, repo / path)
    for name, manifest in changes.manifests.items():
        _write_manifest(repo, name, manifest.after)


def keeping(changes: Changes, roots: Collection[str]) -> Changes:
    """The same changes without those that remove files of these roots (`<env>/NN-<name>`): they stay known. Pure."""
    folders = tuple(f"{ENVIRONMENTS}/{name}/" for name in roots)
    kept = [path for path in changes.removed if path.startswith(folders)]
    manifests = {name: _with_kept(name, manifest, kept) for name, manifest in changes.manifests.items()}
    return replace(
        changes,
        removed=tuple(path for path in changes.removed if path not in kept),
        manifests={name: manifest for name, manifest in manifests.items() if manifest.after != manifest.before},
    )


def compare(
    wanted: Mapping[str, str], found: Mapping[str, str | None], known: Mapping[str, tuple[str, ...]]
) -> Changes:
    """What writing `wanted` does where `found` stands and haveli wrote texts with the digests `known`. Pure.

    `found` has None for a path without a file; `known` has the digests of a path that haveli may replace.
    """
    created, changed, removed, edited = [], [], [], {}
    for path in sorted(wanted.keys() | known.keys()):
        there, text = found.get(path), wanted.get(path)
        if there == text:
            continue
        if there is None:
            created.append(path)
        elif digest(there) not in known.get(path, ()):
            edited[path] = _diff(path, text or "", there)
        elif text is None:
            removed.append(path)
        else:
            changed.append(path)
    texts = {path: wanted[path] for path in (*created, *changed)}
    return Changes(tuple(created), tuple(changed), tuple(removed), edited, texts)


def digest(text: str) -> str:
    """The digest of a file's text, as manifests have it."""
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _plan_folder(repo: Path, name: str, wanted: Mapping[str, str]) -> Changes:
    folder = f"{ENVIRONMENTS}/{name}"
    before = _read_manifest(repo / folder / MANIFEST)
    known = {f"{folder}/{path}": digests for path, digests in before.items()}
    found = {path: _read_text(repo / path) for path in wanted.keys() | known.keys()}
    changes = compare(wanted, found, known)
    after = {path[len(folder) + 1 :]: (digest(text),) for path, text in wanted.items()}
    manifests = {} if after == before else {name: Manifest(before, after)}
    return Changes(changes.created, changes.changed, changes.removed, changes.edited, changes.texts, manifests)


def _with_kept(name: str, manifest: Manifest, kept: Iterable[str]) -> Manifest:
    prefix = f"{ENVIRONMENTS}/{name}/"
    stay = [path.removeprefix(prefix) for path in kept if path.startswith(prefix)]
    return Manifest(manifest.before, {**manifest.after, **{path: manifest.before[path] for path in stay}})


def _by_folder(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        name = PurePosixPath(path).relative_to(ENVIRONMENTS).parts[0]
        groups.setdefault(name, {})[path] = text
    return groups


def _rendered_environments(repo: Path) -> set[str]:
    return {manifest.parent.name for manifest in (repo / ENVIRONMENTS).glob(f"*/{MANIFEST}")}


def _merged(before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {path: (*before.get(path, ()), *after.get(path, ())) for path in before.keys() | after.keys()}


def _read_manifest(path: Path) -> dict[str, tuple[str, ...]]:
    """The digests in a manifest; none when there is no manifest, or when it was damaged, as by a merge."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(str(digests).split()) for name, digests in read["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_manifest(repo: Path, name: str, digests: Mapping[str, tuple[str, ...]]) -> None:
    path = repo / ENVIRONMENTS / name / MANIFEST
    if not digests:
        _remove(repo, path)
        return
    note = "Digests of the files that haveli rendered here. Rendering reads them to tell hand edits from its own text."
    content = {"note": note, "files": {name: " ".join(dict.fromkeys(digests[name])) for name in sorted(digests)}}
    _write_text(path, json.dumps(content, indent=1) + "\n")


def _read_text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise HaveliError(f"{path} cannot be read: {error.strerror}.") from error


def _write_text(path: Path, text: str) -> None:
    """Writes through a file beside it, so that no reader sees half a text."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        raise HaveliError(
            f"{path} cannot be written: {error.strerror}.", hint="Mend that, then run the same command again."
        ) from error


def _remove(repo: Path, path: Path) -> None:
    """Removes a file, and the folders that it leaves empty."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise HaveliError(f"{path} cannot be removed: {error.strerror}.") from error
    for folder in path.parents:
        if folder == repo / ENVIRONMENTS or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def _diff(path: str, wanted: str, there: str) -> str:
    readable = there.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    lines = unified_diff(
        readable.splitlines(keepends=True), wanted.splitlines(keepends=True), f"{path} (on disk)", f"{path} (rendered)"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
