"""The overview as text: the same lines for a terminal, a log and a narrow window. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from haveli.catalog.prices import PRICES_AS_OF
from haveli.engine.history import Past, seconds
from haveli.fleet.spend import Spend
from haveli.operate.clusters import Capacity
from haveli.operate.overview import ClusterStatus, HeldLock, Overview, Roots

HEAD = ("TENANT", "CLUSTER", "STATE", "CORE", "TASK", "FREE MEMORY", "THIS MONTH", "BUDGET")
UNKNOWN = "unknown"
LEGEND = (
    "Capacity: provisioned/target units of 32 GiB. This month: instance hours at the prices of "
    f"{PRICES_AS_OF}, without disks, NAT and S3. Free memory: unknown until the operator measures it."
)


def as_text(overview: Overview, width: int) -> str:
    """The whole screen in plain characters; no line is longer than `width` unless a single word is."""
    return "\n".join(
        [title(overview), "", *_table(overview, width), "", *_wrapped(LEGEND, width), "", *facts(overview)]
    )


def title(overview: Overview) -> str:
    """Which world this is, and when."""
    where = f"local cloud {overview.instance}" if overview.world == "local" else "AWS"
    return f"{where} · account {overview.account} · {overview.region} · {overview.at:%Y-%m-%d %H:%M} UTC"


def row(status: ClusterStatus) -> tuple[str, ...]:
    """One cluster, in the columns of HEAD."""
    task = _capacity(status.task)
    return (
        status.tenant,
        status.environment,
        status.state,
        _capacity(status.core),
        f"{task} of {status.task_max}" if status.task else task,
        _free(status),
        _spent(status.spend, status.budget_usd),
        f"USD {status.budget_usd}",
    )


def facts(overview: Overview) -> list[str]:
    """What is below the table: cost of all, roots, locks, runs; each with the command that tells more."""
    return [
        f"Cost    {_total(overview)}",
        f"Roots   {_roots(overview.roots)}",
        *_left(overview.roots),
        *_locks(overview.locks),
        *_runs(overview.runs, overview.at),
    ]


def as_json(overview: Overview) -> dict[str, Any]:
    """The overview as data; what is not known is null."""
    return {
        "world": {"name": overview.world, "account": overview.account, "region": overview.region,
                  "instance": overview.instance},
        "at": overview.at.isoformat(timespec="seconds"),
        "clusters": [_cluster(status) for status in overview.clusters],
        "spend": _spend(overview.spend),
        "prices_as_of": PRICES_AS_OF.isoformat(),
        "roots": {
            "number": overview.roots.number,
            "applied": overview.roots.applied,
            "changed": list(overview.roots.changed),
            "without_root": dict(overview.roots.without_root),
        },
        "locks": [{"root": lock.root, "who": lock.who, "seconds": lock.seconds} for lock in overview.locks],
        "runs": [
            {"id": past.record.id, "command": past.record.command, "who": past.record.who, "fate": past.fate,
             "started": past.record.started, "seconds": seconds(past.record)}
            for past in overview.runs
        ],
    }  # fmt: skip


def _cluster(status: ClusterStatus) -> dict[str, Any]:
    fleets = {"primary": status.primary, "core": status.core, "task": status.task}
    return {
        "tenant": status.tenant,
        "environment": status.environment,
        "name": status.name,
        "id": status.id or None,
        "state": status.state,
        "units": {
            role: {"target": held.target, "provisioned": held.provisioned} if held else None
            for role, held in fleets.items()
        },
        "task_max": status.task_max,
        "free_memory_percent": status.free_memory_percent,
        "spend": _spend(status.spend),
        "budget_usd": status.budget_usd,
    }


def _spend(spend: Spend) -> dict[str, Any]:
    usd = None if spend.usd is None else round(spend.usd, 2)
    return {"usd": usd, "instance_hours": round(spend.hours, 4), "unpriced_types": list(spend.unpriced)}


def _table(overview: Overview, width: int) -> list[str]:
    rows = [row(status) for status in overview.clusters]
    if not rows:
        return ["No tenants. Next: haveli tenant new"]
    widths = [max(len(line[at]) for line in (HEAD, *rows)) for at in range(len(HEAD))]
    lines = [
        "  ".join(f"{cell:<{wide}}" for cell, wide in zip(line, widths, strict=True)).rstrip() for line in (HEAD, *rows)
    ]
    return lines if max(map(len, lines)) <= width else [line for one in rows for line in _stacked(one)]


def _stacked(cells: tuple[str, ...]) -> list[str]:
    """A cluster on a narrow terminal: its name and state, then a line for each number."""
    tenant, environment, state, *rest = cells
    return [
        f"{tenant} {environment}: {state}",
        *(f"  {name.lower():<11}  {cell}" for name, cell in zip(HEAD[3:], rest, strict=True)),
    ]


def _capacity(held: Capacity | None) -> str:
    return f"{held.provisioned}/{held.target}" if held else "-"


def _free(status: ClusterStatus) -> str:
    if status.free_memory_percent is None:
        return UNKNOWN if status.state == "up" else "-"
    return f"{status.free_memory_percent:.0f} %"


def _spent(spend: Spend, budget_usd: int) -> str:
    if spend.usd is None:
        return f"{UNKNOWN} (no price of {', '.join(spend.unpriced)})"
    return f"USD {spend.usd:.2f} ({100 * spend.usd / budget_usd:.0f} %)"


def _total(overview: Overview) -> str:
    budget = sum(status.budget_usd for status in overview.clusters)
    spend = overview.spend
    if spend.usd is None:
        return f"{UNKNOWN}: no price of {', '.join(spend.unpriced)}; budgets are USD {budget} together"
    return f"USD {spend.usd:.2f} of USD {budget} this month, {spend.hours:.1f} instance hours"


def _roots(found: Roots) -> str:
    missing = found.number - found.applied
    parts = [f"{found.applied} of {found.number} applied"]
    parts += ["Next: haveli apply"] if missing else []
    if found.changed:
        parts.append(f"{len(found.changed)} changed since their last apply (haveli plan)")
    return "; ".join(parts)


def _left(found: Roots) -> list[str]:
    return [
        f"        {name} has {number} resources and no root here (haveli doctor)"
        for name, number in found.without_root.items()
    ]


def _locks(locks: tuple[HeldLock, ...]) -> list[str]:
    if not locks:
        return ["Locks   none held"]
    lines = [f"{lock.root}  {lock.who}{_since(lock.seconds)}" for lock in locks]
    return [f"{'Locks' if at == 0 else '':<8}{line}" for at, line in enumerate([*lines, "Next: haveli lock list"])]


def _since(age: float | None) -> str:
    return "" if age is None else f", for {_span(age)}"


def _runs(runs: tuple[Past, ...], at: datetime) -> list[str]:
    if not runs:
        return ["Runs    none in the last 30 days"]
    lines = [f"{past.fate:<11}  {past.record.command}  {past.record.who}, {_ago(past, at)}" for past in runs]
    return [f"{'Runs' if number == 0 else '':<8}{line}" for number, line in enumerate(lines)]


def _ago(past: Past, at: datetime) -> str:
    return f"{_span((at - datetime.fromisoformat(past.record.started)).total_seconds())} ago"


def _span(age: float) -> str:
    for least, unit, name in ((172800, 86400, "days"), (7200, 3600, "h"), (120, 60, "min")):
        if age >= least:
            return f"{age / unit:.0f} {name}"
    return f"{max(age, 0):.0f} s"


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(min(width, 120), 20))
