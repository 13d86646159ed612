"""What to do next in a checkout, for somebody who typed only `haveli`. Asks no cloud but whether the local one answers.

`look` reads files beside the checkout; `decide` is pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from haveli import aws
from haveli.engine import roots
from haveli.engine.fingerprints import Fingerprints


@dataclass(frozen=True)
class Situation:
    """Where somebody stands. `roots` of which `applied` were applied in the world that runs; both 0 when none does."""

    has_checkout: bool
    cloud: str = "local"
    runs: bool = False
    roots: int = 0
    applied: int = 0
    tenants: int = 0


@dataclass(frozen=True)
class NextStep:
    """How things are in a few words, the command to run, and what it does."""

    standing: str
    command: str
    does: str


def look(repo: Path | None, cloud: str) -> Situation:
    """The situation in a checkout (None: in none)."""
    if repo is None:
        return Situation(has_checkout=False)
    tenants = len(list((repo / "tenants").glob("*.y*ml")))
    facts = aws.read_cloud_file(repo) if cloud == "local" else None
    if facts is None or not aws.answers(facts["endpoint"]):
        return Situation(True, cloud, tenants=tenants)
    world = aws.World("local", facts["account"], facts["region"], facts["instance"])
    kept = Fingerprints(aws.home(repo) / "fingerprints" / world.key)
    found = roots.discover(repo)
    return Situation(True, cloud, True, len(found), sum(kept.knows(root) for root in found), tenants)


def decide(now: Situation) -> NextStep:
    """The one next step: get into a checkout, bring it up, bring the rest up, make a tenant, or look at it."""
    if not now.has_checkout:
        return NextStep("This folder is in no checkout.", "cd <checkout>", "a folder with a platform.yaml, or below it")
    if now.cloud == "aws":
        return NextStep(
            "The world is AWS.", "haveli status", "what stands there; `haveli plan` shows what would change"
        )
    if not now.runs:
        return NextStep(
            "The local cloud is not running.", "haveli up", "starts it and brings the whole platform up, in minutes"
        )
    if now.applied < now.roots:
        standing = f"The local cloud runs; {now.applied} of {now.roots} roots are applied."
        return NextStep(standing, "haveli up", "brings up the rest")
    if not now.tenants:
        return NextStep(
            "The platform stands and has no tenant.", "haveli tenant new", "asks what one needs, and makes it"
        )
    return NextStep("The platform stands.", "haveli status", "shows it on one screen")
