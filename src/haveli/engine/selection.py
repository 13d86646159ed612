"""Which roots a command works on: those named, of these those changed since a commit, and those that depend on them.

1. Names choose environments and roots (see roots.select); without names all are chosen.
2. `--changed-since COMMIT` keeps those of which a file, or a file of a module that they use, differs from that commit.
   A change of the specification counts where it changes rendered files.
3. `--with-dependants` adds the roots that read those, directly or not. Nothing else ever adds a root.
"""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from haveli.engine.fingerprints import folders
from haveli.engine.roots import Root
from haveli.errors import UsageError

_NEVER_DEPLOYED = frozenset({".terraform", "tests"})


def changed(repo: Path, roots: Iterable[Root], paths: Collection[str]) -> tuple[Root, ...]:
    """Those of `roots` that one of these files (paths below `repo`) belongs to."""
    there = repo.resolve()
    return tuple(root for root in roots if is_touched(_below(there, folders(root.path.resolve())), paths))


def is_touched(places: Collection[str], paths: Iterable[str]) -> bool:
    """Whether one of `paths` is in one of the folders `places`; what is never deployed does not count. Pure."""
    return any(_is_in(PurePosixPath(path), PurePosixPath(place)) for path in paths for place in places)


def dependants(chosen: Collection[Root], everything: Iterable[Root]) -> tuple[Root, ...]:
    """The roots that read what is chosen, directly or not, and are not chosen themselves; in deploy order. Pure."""
    keys = {root.key for root in chosen}
    found = []
    for root in sorted(everything, key=lambda root: root.order):  # what a root reads is deployed before it
        if root.key not in keys and any(read.key in keys for read in root.reads):
            keys.add(root.key)
            found.append(root)
    return tuple(found)


def differing_files(repo: Path, commit: str) -> frozenset[str]:
    """The files below `repo` that are not as in `commit`: changed, added, removed or not yet known to Git.

    Raises UsageError for what is no commit, and outside Git.
    """
    found = _git(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}").strip()
    if not found:
        raise UsageError(f"--changed-since {commit}: there is no such commit in {repo}.", hint="git log --oneline")
    known = _git(repo, "diff", "--name-only", "--no-renames", "--relative", "-z", found)
    unknown = _git(repo, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(filter(None, (known + unknown).split("\0")))


def _git(repo: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(repo), *arguments],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError as error:
        raise UsageError(f"--changed-since asks Git, and git cannot be run: {error.strerror}.") from error
    if done.returncode > 1:
        raise UsageError(f"--changed-since asks Git, which says: {done.stderr.strip()}", hint="git status")
    return done.stdout


def _below(repo: Path, places: Iterable[Path]) -> frozenset[str]:
    return frozenset(place.relative_to(repo).as_posix() for place in places if place.is_relative_to(repo))


def _is_in(path: PurePosixPath, place: PurePosixPath) -> bool:
    return path.is_relative_to(place) and not _NEVER_DEPLOYED & set(path.relative_to(place).parts[:-1])
