"""The IAM evaluator and `@cloud-copilot/iam-simulate` agree on thousands of random policies and requests."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from haveli.guard.iam import Policies, Request, Verdict, evaluate
from tests.guard.situations import ACCOUNT, situation

pytestmark = [pytest.mark.engines]

PEER = Path(__file__).parent / "peer"
MANY = 8000
WORDS = {
    "Allowed": Verdict.ALLOWED,
    "ExplicitlyDenied": Verdict.EXPLICIT_DENY,
    "ImplicitlyDenied": Verdict.IMPLICIT_DENY,
}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peer")
    for name in ("package.json", "package-lock.json", "judge.mjs"):
        shutil.copy(PEER / name, folder / name)
    subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
    return folder


def test_both_give_the_same_verdict(judge: Path) -> None:
    chance = random.Random(20261123)
    situations = [situation(chance) for _ in range(MANY)]
    lines = "\n".join(json.dumps(simulation(*item)) for item in situations)
    done = subprocess.run(["node", "judge.mjs"], cwd=judge, input=lines, capture_output=True, text=True, check=True)
    theirs = [WORDS[line] for line in done.stdout.split()]
    ours = [evaluate(*item).verdict for item in situations]
    assert len(theirs) == MANY
    assert {ours.count(verdict) > MANY / 20 for verdict in Verdict} == {True}
    different = [(item, a, b) for item, a, b in zip(situations, ours, theirs, strict=True) if a != b]
    assert not different, different[0]


def simulation(request: Request, policies: Policies) -> dict[str, Any]:
    """A situation in the peer's form."""
    made: dict[str, Any] = {
        "request": {
            "principal": request.principal,
            "action": request.action,
            "resource": {"resource": request.resource, "accountId": ACCOUNT},
            "contextVariables": {key: values[0] for key, values in request.context.items()},
        },
        "identityPolicies": [{"name": f"p{n}", "policy": item} for n, item in enumerate(policies.identity)],
        "serviceControlPolicies": [],
        "resourceControlPolicies": [],
    }
    if policies.resource:
        made["resourcePolicy"] = policies.resource[0]
    if policies.boundary is not None:
        made["permissionBoundaryPolicies"] = [{"name": "boundary", "policy": item} for item in policies.boundary]
    return made
