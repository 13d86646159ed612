"""`haveli` alone: what this is, how things stand here, and the next step."""

from __future__ import annotations

from haveli.cli.main import COMMANDS


def main() -> int:
    """Prints a short overview."""
    print("\n".join(lines()))
    return 0


def lines() -> list[str]:
    from haveli import aws
    from haveli.cli.checkout import checkout
    from haveli.engine import next_step
    from haveli.errors import UsageError

    try:
        repo = checkout(".", None).repo
    except UsageError:
        repo = None
    step = next_step.decide(next_step.look(repo, aws.chosen_cloud(None)))
    daily = [f"  {name:<11}{about}" for name, (_, group, about) in COMMANDS.items() if group == "Every day"]
    return [
        "haveli: a risk-MLOps platform, from one short file for each tenant",
        "",
        step.standing,
        f"Next: {step.command}   ({step.does})",
        "",
        "Every day:",
        *daily,
        "",
        "haveli --help names every command; haveli COMMAND --help tells more, with examples.",
    ]
