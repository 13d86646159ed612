"""Provisioning a tenant: its file and roots, the plan, the question, the apply. Again it changes nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from haveli.cli import ask, rendering, running, standing
from haveli.cli.checkout import Checkout
from haveli.engine.report import Report
from haveli.errors import SpecError, UsageError
from haveli.render import render, writer
from haveli.spec import Spec, Tenant, tenant_yaml
from haveli.spec.draft import default_owner
from haveli.spec.load import TENANTS_FOLDER, colliding_names, read_tenant


@dataclass(frozen=True)
class Wish:
    """What the command line asks for. `budgets` holds only what was given, in USD a month by environment."""

    name: str
    owner: str | None
    memory_optimized: bool
    staging: bool
    budgets: Mapping[str, int]


def carry_out(here: Checkout, wish: Wish, args: argparse.Namespace) -> int:
    """Writes what is missing, shows the plan, asks unless `--yes`, and applies the tenant's roots."""
    spec, text = _with_tenant(here, wish)
    here.announce()
    if text:
        path = here.repo / TENANTS_FOLDER / f"{wish.name}.yaml"
        path.write_text(text)
        print(f"Wrote {path.relative_to(here.repo)}", file=sys.stderr)
    here = Checkout(here.repo, here.cloud)  # its specification now has the tenant
    rendering.refresh(here)
    args.names = [wish.name]
    with running.running(here, args, "tenant provision") as session:
        reviewed = None
        if not args.yes:
            with session.working() as run:
                review = run.review(refresh=True)
            running.show(review, as_json=False)
            session.check_not_stopped()
            session.code = review.exit_code()
            if session.code:
                print("Nothing was applied.", file=sys.stderr)
                return session.code
            if review.has_changes and not ask.confirmed(f"Create this for tenant {wish.name}? Only 'yes' does:"):
                print(f"Nothing was applied. {TENANTS_FOLDER}/{wish.name}.yaml and its roots stay.", file=sys.stderr)
                session.code = 1
                return session.code
            reviewed = {result.root: result for result in review.results}
        with session.working() as run:
            report = run.carry_out(reviewed, refresh=True)
        running.show(report, as_json=args.json)
        session.code = report.exit_code()
    if not session.code:
        print(standing.tenant(here.world, here.spec, _tenant(spec, wish.name)), file=sys.stderr)
    return session.code


def rehearse(here: Checkout, wish: Wish, args: argparse.Namespace) -> int:
    """Shows the files and the plan, and writes nothing: the plan runs on a copy in a temporary folder, without
    locks.
    """
    spec, text = _with_tenant(here, wish)
    here.announce()
    changes = writer.plan(here.repo, render(spec))
    for line in ([f"would write {TENANTS_FOLDER}/{wish.name}.yaml"] if text else []) + rendering.lines(changes):
        print(line, file=sys.stderr)
    report = _rehearsed(here, spec, wish, args)
    running.show(report, as_json=args.json)
    print("This was a dry run: nothing was written, here or in the cloud.", file=sys.stderr)
    return report.exit_code()


def _rehearsed(here: Checkout, spec: Spec, wish: Wish, args: argparse.Namespace) -> Report:
    from haveli.engine import opened

    with tempfile.TemporaryDirectory(prefix="haveli-") as name:
        copy = Path(name)
        for path, text in render(spec).items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text)
        (copy / "terraform" / "modules").symlink_to(here.repo / "terraform" / "modules")
        request = opened.Request("", (wish.name,), args.core or spec.platform.terraform_core or None, 2)
        run = opened.rehearsal(copy, here.world, spec.platform.state_bucket, request)
        return run.review(refresh=True)


def _with_tenant(here: Checkout, wish: Wish) -> tuple[Spec, str]:
    """The specification with the tenant in it, and the text of its file when that is to be written. Raises
    SpecError.
    """
    known = here.spec.tenant(wish.name)
    if known:
        _check_agrees(known, wish)
        return here.spec, ""
    owner = wish.owner or default_owner(wish.name, here.spec)
    text = tenant_yaml(
        wish.name, owner, memory_optimized=wish.memory_optimized, staging=wish.staging, budgets=dict(wish.budgets)
    )
    tenant, problems = read_tenant(text, f"{TENANTS_FOLDER}/{wish.name}.yaml", here.spec.platform)
    if tenant is not None:
        problems += colliding_names(here.spec.platform, [*here.spec.tenants, tenant])
    if problems or tenant is None:
        raise SpecError(problems, hint="haveli tenant provision --help")
    tenants = tuple(sorted((*here.spec.tenants, tenant), key=lambda item: item.name))
    return Spec(here.spec.platform, tenants), text


def _check_agrees(known: Tenant, wish: Wish) -> None:
    """A file that is there is the truth: flags that say otherwise are refused, not applied halfway."""
    budgets = {cluster.environment: cluster.budget_usd for cluster in known.clusters}
    asked = {
        "owner": (wish.owner, known.owner),
        "staging": (wish.staging or None, known.staging is not None),
        "memory_optimized": (wish.memory_optimized or None, known.memory_optimized),
        **{f"clusters.{name}.budget": (value, budgets.get(name)) for name, value in wish.budgets.items()},
    }
    for key, (wanted, there) in asked.items():
        if wanted is not None and wanted != there:
            raise UsageError(
                f"{known.source} exists and says {key}: {there}; the command asks for {wanted}.",
                hint=f"edit {known.source}, then haveli apply {known.name}",
            )


def _tenant(spec: Spec, name: str) -> Tenant:
    found = spec.tenant(name)
    assert found is not None
    return found
