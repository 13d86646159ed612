"""`haveli explain`: what a key of the specification means, and the JSON Schemas with which editors check it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from haveli.cli.main import parser
from haveli.errors import UsageError

_EXAMPLES = """  haveli explain                             the keys of both kinds of file
  haveli explain clusters.production.task    meaning, type, default, example, and what a change does
  haveli explain network.cidr --json
  haveli explain --schema tenant             the JSON Schema of tenants/<tenant>.yaml, for editors
"""
_SCHEMAS = {"platform": "platform.yaml", "tenant": "tenants/<tenant>.yaml"}


def main(argv: list[str]) -> int:
    options = parser("explain", "Tells what a key of platform.yaml or of a tenant's file means.", _EXAMPLES)
    options.add_argument("key", nargs="?", metavar="KEY", help="its full path, as in clusters.production.task.types")
    options.add_argument("--schema", choices=sorted(_SCHEMAS), help="print the JSON Schema of such a file")
    options.add_argument("--json", action="store_true", help="print the explanation as JSON")
    args = options.parse_args(argv)
    print(_answer(args))
    return 0


def _answer(args: argparse.Namespace) -> str:
    from haveli.spec import explain

    if args.schema and args.key:
        raise UsageError("--schema prints the schema of a whole file.", hint=f"haveli explain --schema {args.schema}")
    if args.schema:
        return json.dumps(explain.json_schema(_SCHEMAS[args.schema]), indent=1)
    if not args.key:
        outline = explain.outline()
        return json.dumps(outline, indent=1) if args.json else _listed(outline)
    found = explain.explain(args.key)
    if args.json:
        return json.dumps([asdict(item) for item in found], indent=1)
    return "\n\n".join(map(str, found))


def _listed(outline: dict[str, dict[str, str]]) -> str:
    width = max(len(path) for keys in outline.values() for path in keys)
    lines: list[str] = []
    for file, keys in outline.items():
        lines += [file, *(f"  {path:<{width}}  {meaning}" for path, meaning in keys.items()), ""]
    return "\n".join([*lines, "haveli explain KEY tells more about one of them."])
