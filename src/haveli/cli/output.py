"""`haveli output`: the outputs of a root, read from its state."""

from __future__ import annotations

import json

from haveli.cli.checkout import checkout
from haveli.cli.main import parser
from haveli.engine.roots import Root
from haveli.errors import UsageError

_EXAMPLES = """  haveli output platform/00-infra-vpc
  haveli output platform/00-infra-vpc vpc_id
  haveli output fraud/03-emr-production --json
"""


def main(argv: list[str]) -> int:
    from haveli.engine import roots
    from haveli.engine.states import States

    options = parser("output", "Prints the outputs of a root, or one of them.", _EXAMPLES)
    options.add_argument("root", metavar="ENV/ROOT")
    options.add_argument("name", nargs="?", help="one output")
    options.add_argument("--json", action="store_true", help="print JSON")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    [root] = _one(roots.select(roots.discover(here.repo), [args.root]), args.root)
    values = States(here.world, here.spec.platform.state_bucket).outputs(root.key)
    if args.name:
        if args.name not in values:
            there = ", ".join(sorted(values)) or "none; is it applied?"
            raise UsageError(f"{root} has no output {args.name!r}: {there}", hint=f"haveli output {root}")
        values = {args.name: values[args.name]}
    if args.json:
        print(json.dumps(values[args.name] if args.name else values, indent=1))
        return 0
    for name, value in sorted(values.items()):
        shown = value if isinstance(value, str) else json.dumps(value)
        print(shown if args.name else f"{name} = {shown}")
    return 0


def _one(found: tuple[Root, ...], name: str) -> tuple[Root, ...]:
    if len(found) != 1:
        raise UsageError(
            f"{name} is an environment of {len(found)} roots; name one.", hint=f"haveli plan {name} --order"
        )
    return found
