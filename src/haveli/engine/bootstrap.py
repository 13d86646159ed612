"""The root that makes the state bucket, which its own state then lies in.

While the bucket does not hold its state, the root is worked on in a copy with local state below `.haveli`; once
applied, the state moves into the bucket and the copy goes. A bucket that is there already is adopted by an import, not
made. A crash between the two leaves the copy with its state: the next run goes on from it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from haveli.engine.roots import ENVIRONMENTS, Root
from haveli.engine.states import States
from haveli.engine.steps import Steps

ROOT = "foundation/00-state"
_LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n'
_ADOPT = 'import {{\n  to = module.state_bucket.aws_s3_bucket.this\n  id = "{bucket}"\n}}\n'


def prepare(steps: Steps, root: Root, states: States, repo: Path) -> bool:
    """Makes the copy when the bucket does not hold this root's state; whether it did."""
    copy = _copy_folder(steps, root)
    if root.key in states.versions():
        shutil.rmtree(copy, ignore_errors=True)
        return False
    copy.mkdir(parents=True, exist_ok=True)
    for left in copy.glob("*.tf"):
        left.unlink()
    for path in root.path.glob("*.tf"):
        shutil.copy(path, copy / path.name)
    (copy / "backend.tf").write_text(_LOCAL_BACKEND)
    if states.bucket_exists() and not (copy / "terraform.tfstate").exists():
        (copy / "adopt.tf").write_text(_ADOPT.format(bucket=states.bucket))
    modules = copy.parents[2] / "modules"
    modules.unlink(missing_ok=True)
    modules.symlink_to(repo / "terraform" / "modules")
    steps.moved[root.id] = copy
    return True


def finish(steps: Steps, root: Root) -> None:
    """Moves the applied local state into the bucket and removes the copy."""
    copy = steps.moved[root.id]
    shutil.copy(root.path / "backend.tf", copy / "backend.tf")
    (copy / "adopt.tf").unlink(missing_ok=True)
    (steps.place(root).data / "haveli-init").unlink(missing_ok=True)  # the next copy starts with an init
    steps.check(root, ["init", "-no-color", "-input=false", "-migrate-state", "-force-copy"], None)
    shutil.rmtree(steps.place(root).data, ignore_errors=True)
    del steps.moved[root.id]
    shutil.rmtree(copy)


def _copy_folder(steps: Steps, root: Root) -> Path:
    return steps.data / "bootstrap" / ENVIRONMENTS / root.id
