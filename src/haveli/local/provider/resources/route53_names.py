"""Names and ids of Route 53 as Terraform writes them: in lower case, without a dot at the end, `*` as it is."""

from __future__ import annotations

from typing import Any

GONE = ("NoSuchHostedZone",)
#: Route 53 changes reach all its servers within 60 seconds (developer guide, "DNS propagation", 2026-11).
IN_SYNC_SECONDS = 1800


def plain_name(name: str) -> str:
    """A DNS name as Terraform's state has it. Route 53 answers characters such as `*` as octal escapes."""
    return name.replace("\\052", "*").replace("\\100", "@").rstrip(".").lower()


def plain_id(id: str) -> str:
    """The id of a zone or a change without the prefix that some answers have."""
    return id.rpartition("/")[2]


def full_name(name: str, zone: str) -> str:
    """The name of a record in a zone: a name that does not end with the zone's stands inside it."""
    record, domain = plain_name(name), plain_name(zone)
    if not record:
        return domain
    return record if f".{record}".endswith(f".{domain}") else f"{record}.{domain}"


def in_sync(ctx: Any, answer: dict[str, Any]) -> None:
    """Waits until a change has reached Route 53's servers."""
    change = plain_id(answer["ChangeInfo"]["Id"])

    def probe() -> bool | None:
        status = ctx.client("route53").get_change(Id=change)["ChangeInfo"]["Status"]
        return True if status == "INSYNC" else None

    ctx.wait(probe, what=f"Route 53 change {change}", seconds=IN_SYNC_SECONDS)
