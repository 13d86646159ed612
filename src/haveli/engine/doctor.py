"""All checks of `haveli doctor`, in the order in which one finding explains the next.

First the machine, then the checkout, then the world. What needs something that already failed is unknown, so that one
cause is told once and not ten times.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from haveli import aws
from haveli.aws import World
from haveli.engine import checkup, machine_checks, roots, world_checks
from haveli.engine.checkup import Check, Finding, failed, ok, unknown
from haveli.engine.states import States
from haveli.errors import HaveliError
from haveli.render import render, writer
from haveli.spec import Spec


class Patient(Protocol):
    """A checkout and the cloud that was chosen. `spec` raises SpecError, `world` raises HaveliError."""

    @property
    def repo(self) -> Path: ...
    @property
    def cloud(self) -> str: ...
    @property
    def home(self) -> Path: ...
    @property
    def spec(self) -> Spec: ...
    @property
    def world(self) -> World: ...


def findings(patient: Patient) -> Iterator[Finding]:
    """Every check, as it is made."""
    yield from checkup.examine(_of_machine(patient))
    try:
        spec = patient.spec
    except HaveliError as error:
        yield failed("specification", error.explanation, "haveli validate")
        return
    yield ok("specification", f"platform.yaml, tenants: {', '.join(tenant.name for tenant in spec.tenants) or 'none'}")
    yield from checkup.examine(_of_checkout(patient, spec))
    yield from _of_world(patient, spec)


def _of_machine(patient: Patient) -> list[Check]:
    return [
        ("python", machine_checks.python),
        ("pinned core", machine_checks.installed_core),
        ("git", machine_checks.git),
        ("disk", lambda: machine_checks.disk(patient.home)),
        ("checkout", lambda: machine_checks.writable("checkout", patient.repo)),
        ("HAVELI_HOME", lambda: machine_checks.home(patient.home, os.environ.get("HAVELI_HOME"))),
        ("variables", lambda: machine_checks.variables(os.environ)),
        *([("port", lambda: _port(patient))] if patient.cloud == "local" else []),
    ]


def _of_checkout(patient: Patient, spec: Spec) -> list[Check]:
    return [
        ("core", lambda: machine_checks.core_runs(patient.home, spec.platform.terraform_core or None)),
        ("rendered files", lambda: world_checks.rendered(writer.plan(patient.repo, render(spec)))),
    ]


def _of_world(patient: Patient, spec: Spec) -> Iterator[Finding]:
    """The clock comes before the account: a wrong one is why AWS refuses credentials that are right."""
    try:
        world = patient.world
    except HaveliError as error:
        yield failed("world", error.explanation, error.hint)
        yield from (unknown(name, "there is no world to look at") for name in ("clock", "account", *_BEYOND))
        return
    yield ok("world", f"local cloud {world.instance}" if world.name == "local" else f"AWS, {world.region}")
    bucket = spec.platform.state_bucket
    first = list(
        checkup.examine(
            [("clock", lambda: world_checks.clock(world, bucket)), ("account", lambda: world_checks.account(world))]
        )
    )
    yield from first
    if checkup.exit_code(first):
        yield from (unknown(name, "not looked at before that is mended") for name in _BEYOND)
    else:
        yield from checkup.examine(_of_states(patient, world, bucket))


_BEYOND = ("state versions", "state encryption", "states")


def _of_states(patient: Patient, world: World, bucket: str) -> list[Check]:
    keys = {root.key for root in roots.discover(patient.repo)}
    return [
        ("state versions", lambda: world_checks.bucket_versioned(world, bucket)),
        ("state encryption", lambda: world_checks.bucket_encrypted(world, bucket)),
        ("states", lambda: world_checks.no_state_without_root(States(world, bucket), keys)),
    ]


def _port(patient: Patient) -> Finding:
    facts = aws.read_cloud_file(patient.repo)
    runs = facts is not None and aws.answers(facts["endpoint"])
    return machine_checks.port(aws.LOCAL_PORT, facts["endpoint"] if facts and runs else None)
