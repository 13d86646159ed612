"""`haveli output`: the outputs of a root, read from its state."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from haveli.cli.checkout import checkout
from haveli.cli.main import parser
from haveli.engine.roots import Root
from haveli.errors import UsageError

_EXAMPLES = """  haveli output platform/00-infra-vpc                   all; what is sensitive is not shown
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
    states = States(here.world, here.spec.platform.state_bucket)
    values = states.outputs(root.key)
    if args.name:
        if args.name not in values:
            raise UsageError(f"{root} has no output {args.name!r}: {_there(values)}.", hint=f"haveli output {root}")
        values = {args.name: values[args.name]}
    if args.json:
        print(json.dumps(values[args.name] if args.name else values, indent=1))
        return 0
    hidden = frozenset() if args.name else states.sensitive_outputs(root.key)
    for name, value in sorted(values.items()):
        shown = "(sensitive)" if name in hidden else value if isinstance(value, str) else json.dumps(value)
        print(shown if args.name else f"{name} = {shown}")
    if not values:
        print(f"{root} has no outputs: {_there(values)}.", file=sys.stderr)
    return 0


def _there(values: Mapping[str, object]) -> str:
    return f"it has {', '.join(sorted(values))}" if values else "it has none, or is not applied"


def _one(found: tuple[Root, ...], name: str) -> tuple[Root, ...]:
    if len(found) != 1:
        raise UsageError(
            f"{name} is an environment of {len(found)} roots; name one.", hint=f"haveli plan {name} --order"
        )
    return found
