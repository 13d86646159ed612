"""Runs the benchmarks named on the command line, or all of them."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(names: list[str]) -> int:
    known = [info.name for info in pkgutil.iter_modules(bench.__path__) if not info.name.startswith("_")]
    known = [name for name in known if name.startswith("bench_")]
    wanted = [f"bench_{name}" for name in names] or known
    for name in wanted:
        if name not in known:
            print(f"There is no benchmark {name}; there are {', '.join(known)}.", file=sys.stderr)
            return 3
        print(f"\n{name}")
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
