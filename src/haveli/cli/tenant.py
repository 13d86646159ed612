"""`haveli tenant`: new, provision, list and show tenants."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from haveli.cli.checkout import checkout
from haveli.cli.main import parser
from haveli.errors import UsageError

if TYPE_CHECKING:
    from haveli.cli.provision import Wish

_EXAMPLES = """  haveli tenant new
  haveli tenant provision --tenant payments --memory-optimized --staging
  haveli tenant list
  haveli tenant show fraud
"""
_PROVISION = """  haveli tenant provision --tenant payments --memory-optimized --staging --owner oncall@example.com
  haveli tenant provision --tenant payments --dry-run      shows files and plan, writes nothing
  haveli tenant provision --tenant payments --yes          asks nothing
"""


_NEW = """  haveli tenant new                asks, shows the file and the plan, asks again, applies
  haveli tenant new --dry-run      writes nothing
"""


def main(argv: list[str]) -> int:
    verbs = {"new": _new, "provision": _provision, "list": _list, "show": _show}
    if argv and argv[0] in verbs:
        return verbs[argv[0]](argv[1:])
    options = parser("tenant", "Tenants: new (asks what it needs), provision (by options), list, show.", _EXAMPLES)
    options.add_argument("verb", choices=sorted(verbs))
    options.parse_args(argv)
    return 0


def _list(argv: list[str]) -> int:
    options = parser("tenant list", "Lists the tenants of this checkout.", "  haveli tenant list --json\n")
    options.add_argument("--json", action="store_true", help="print JSON")
    args = options.parse_args(argv)
    tenants = checkout(args.folder, args.cloud).spec.tenants
    if args.json:
        print(json.dumps([asdict(tenant) for tenant in tenants], indent=1))
        return 0
    print(f"{'TENANT':<16} {'OWNER':<36} {'CLUSTERS':<20} BUDGET (USD a month)")
    for tenant in tenants:
        clusters = ", ".join(cluster.environment for cluster in tenant.clusters)
        budgets = " + ".join(str(cluster.budget_usd) for cluster in tenant.clusters)
        print(f"{tenant.name:<16} {tenant.owner:<36} {clusters:<20} {budgets}")
    return 0


def _show(argv: list[str]) -> int:
    options = parser("tenant show", "Shows a tenant with every default written out.", "  haveli tenant show fraud\n")
    options.add_argument("tenant")
    options.add_argument("--json", action="store_true", help="print JSON")
    args = options.parse_args(argv)
    from haveli.spec import with_defaults

    spec = checkout(args.folder, args.cloud).spec
    found = spec.tenant(args.tenant)
    if found is None:
        there = ", ".join(tenant.name for tenant in spec.tenants) or "none"
        raise UsageError(f"There is no tenant {args.tenant!r}; there are: {there}.", hint="haveli tenant list")
    print(json.dumps(asdict(found), indent=1) if args.json else with_defaults(found), end="\n" if args.json else "")
    return 0


def _new(argv: list[str]) -> int:
    options = parser("tenant new", "Asks for all that a tenant needs, then does what provision does.", _NEW)
    options.add_argument("--core", metavar="PATH", help="use this terraform or tofu instead of the pinned core")
    options.add_argument("--parallel", type=int, metavar="N", help="roots worked on at once (default: cores + 2)")
    options.add_argument("--dry-run", action="store_true", help="show the files and the plan; write nothing")
    args = options.parse_args(argv, argparse.Namespace(yes=False, json=False))
    here = checkout(args.folder, args.cloud)
    _ = here.world  # one that is not there is told before the questions, not after
    from haveli.cli import interview, provision

    draft = interview.ask_for_tenant(here.spec)
    wish = provision.Wish(draft.name, draft.owner, draft.memory_optimized, draft.staging, draft.budgets)
    return provision.rehearse(here, wish, args) if args.dry_run else provision.carry_out(here, wish, args)


def _provision(argv: list[str]) -> int:
    options = parser("tenant provision", "Writes the tenant's file, shows the plan, asks, applies.", _PROVISION)
    options.add_argument("--tenant", required=True, metavar="NAME", help="lower-case letters, digits and hyphens")
    options.add_argument(
        "--memory-optimized", action="store_true", help="r6g, r6a, r5a instead of general-purpose types"
    )
    options.add_argument("--staging", action="store_true", help="also a staging cluster")
    options.add_argument("--budget-production", type=int, metavar="USD", help="a month (default: the platform's)")
    options.add_argument("--budget-staging", type=int, metavar="USD", help="a month (default: the platform's)")
    options.add_argument("--owner", metavar="MAIL", help="who is told about budgets and alarms")
    options.add_argument("--core", metavar="PATH", help="use this terraform or tofu instead of the pinned core")
    options.add_argument("--parallel", type=int, metavar="N", help="roots worked on at once (default: cores + 2)")
    options.add_argument("--json", action="store_true", help="print the summary as JSON on stdout")
    options.add_argument("--dry-run", action="store_true", help="show the files and the plan; write nothing")
    options.add_argument("--yes", action="store_true", help="do not ask")
    args = options.parse_args(argv)
    from haveli.cli import provision

    if args.dry_run:
        return provision.rehearse(checkout(args.folder, args.cloud), _wish(args), args)
    return provision.carry_out(checkout(args.folder, args.cloud), _wish(args), args)


def _wish(args: argparse.Namespace) -> Wish:
    from haveli.cli.provision import Wish

    budgets = {"production": args.budget_production, "staging": args.budget_staging}
    if args.budget_staging is not None and not args.staging:
        raise UsageError("--budget-staging without --staging.", hint="add --staging, or leave the budget out")
    return Wish(
        name=args.tenant,
        owner=args.owner,
        memory_optimized=args.memory_optimized,
        staging=args.staging,
        budgets={name: value for name, value in budgets.items() if value is not None},
    )
