"""Choosing among roots: `--changed-since` and `--with-dependants`, and `--order`, which runs nothing."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from haveli.cli.checkout import Checkout

if TYPE_CHECKING:
    from haveli.engine.roots import Root


def add_options(options: argparse.ArgumentParser) -> None:
    """The options of commands that may work on a part of what is named."""
    options.add_argument(
        "--changed-since",
        metavar="COMMIT",
        help="only roots of which a file, a module or the specification differs from this commit",
    )
    options.add_argument("--with-dependants", action="store_true", help="also the roots that read those, and theirs")
    add_order(options)


def add_order(options: argparse.ArgumentParser) -> None:
    options.add_argument("--order", action="store_true", help="print the order and run nothing")


def names(here: Checkout, args: argparse.Namespace) -> tuple[str, ...] | None:
    """What to work on, by name, with empty names for all roots; None when nothing changed. Says what was left out."""
    if not (args.changed_since or args.with_dependants):
        return tuple(args.names)
    return tuple(root.id for root in _chosen(here, args)) or None


def print_order(here: Checkout, args: argparse.Namespace) -> int:
    """Prints the roots in the order in which they would be worked on."""
    from haveli.engine import opened

    print("\n".join(opened.order(_chosen(here, args))))
    return 0


def print_reverse_order(here: Checkout, args: argparse.Namespace) -> int:
    """Prints the roots in the order in which they would be destroyed."""
    from haveli.engine import opened, roots

    print("\n".join(opened.order(roots.select(roots.discover(here.repo), args.names)[::-1])))
    return 0


def _chosen(here: Checkout, args: argparse.Namespace) -> tuple[Root, ...]:
    from haveli.engine import roots, selection

    everything = roots.discover(here.repo)
    chosen = named = roots.select(everything, args.names)
    if args.changed_since:
        paths = selection.differing_files(here.repo, args.changed_since) | _to_render(here)
        chosen = selection.changed(here.repo, named, paths)
        print(f"{len(chosen)} of {len(named)} roots changed since {args.changed_since}.", file=sys.stderr)
    if not args.with_dependants:
        return chosen
    more = selection.dependants(chosen, everything)
    if more:
        print(f"Also, because they read those: {', '.join(root.id for root in more)}", file=sys.stderr)
    return tuple(sorted((*chosen, *more), key=lambda root: root.order))


def _to_render(here: Checkout) -> frozenset[str]:
    """Files that rendering would write: `--order` writes nothing, and still shows what the specification changes."""
    from haveli.render import render, writer

    changes = writer.plan(here.repo, render(here.spec))
    return frozenset((*changes.created, *changes.changed, *changes.removed))
