"""The questions of `haveli tenant new`: each is asked until its answer keeps the rules of the specification."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from haveli.cli import ask
from haveli.errors import UsageError
from haveli.spec import Spec, draft
from haveli.spec.draft import Draft

_FOR_SCRIPTS = "haveli tenant provision --tenant NAME --owner MAIL --memory-optimized --staging"


def ask_for_tenant(spec: Spec) -> Draft:
    """Asks for a tenant and shows its file. Raises UsageError where nobody can answer."""
    if not sys.stdin.isatty():
        raise UsageError("This asks questions, and standard input is no terminal.", hint=_FOR_SCRIPTS)
    made = _asked(Draft(""), spec, "tenant", "Name", "", lambda made, said: replace(made, name=said))
    owner = draft.default_owner(made.name, spec)
    made = _asked(made, spec, "owner", "Owner's mail address", owner, lambda made, said: replace(made, owner=said))
    made = replace(made, memory_optimized=_agreed("Memory-optimized types (8 GiB to a vCPU), for joins and training"))
    made = replace(made, staging=_agreed("A staging cluster, parked when idle"))
    for environment in made.environments:
        made = _with_budget(made, spec, environment)
    print(f"\n{made.file}:\n{_indented(draft.text(made))}", file=sys.stderr)
    return made


def _with_budget(made: Draft, spec: Spec, environment: str) -> Draft:
    """The budget is in the file only where it differs from the platform's."""
    cluster = draft.cluster(made, spec, environment)
    floor = draft.floor(made, spec, environment)
    least = f"the minimum fleet costs {floor.usd:.0f}" if floor else "what the minimum fleet costs is unknown"
    default = str(cluster.budget_usd) if cluster else ""
    question = f"Budget of {environment} in USD a month; {least}"

    def keep(made: Draft, said: str) -> Draft:
        if said == default:
            return made
        # A word that is no number is kept as 0, which no budget may be: the rule is then told like any other.
        return replace(made, budgets={**made.budgets, environment: int(said) if said.isdecimal() else 0})

    return _asked(made, spec, f"clusters.{environment}.budget", question, default, keep)


def _asked(
    made: Draft, spec: Spec, key: str, question: str, default: str, keep: Callable[[Draft, str], Draft]
) -> Draft:
    """Asks until the answer breaks no rule; each broken one is told."""
    while True:
        answered = keep(made, ask.answer(question, default))
        faults = draft.faults(answered, spec, key)
        if not faults:
            return answered
        for fault in faults:
            print(f"  {fault.rule} {fault.hint}".rstrip(), file=sys.stderr)


def _agreed(question: str) -> bool:
    """Asks until the answer is yes or no; an empty one is no."""
    while True:
        said = ask.answer(f"{question}, yes or no", "no").lower()
        if said in ("y", "yes", "n", "no"):
            return said in ("y", "yes")


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
