"""Arguments that ELB keeps as attributes: a key and a text each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import first, settled

Texts = dict[str, str]


@dataclass(frozen=True)
class Setting:
    """One argument as an attribute: its key, and the kinds (or protocols) that have it; none for all."""

    key: str
    kinds: frozenset[str] = frozenset()

    def fits(self, kind: str) -> bool:
        """Whether things of this kind have the attribute."""
        return not self.kinds or kind in self.kinds


def text_of(value: Any) -> str:
    """A value as ELB has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def value_of(text: str, like: Any) -> Any:
    """ELB's text as a value of the type that `like` has."""
    if isinstance(like, bool):
        return text == "true"
    if isinstance(like, int | float):
        return int(text) if text else None
    return text


def sent(settings: Mapping[str, Setting], kind: str, wanted: Values) -> Texts:
    """The attributes that the arguments of `wanted` ask for; those that are left out are ELB's own."""
    return {
        setting.key: text_of(wanted[argument])
        for argument, setting in settings.items()
        if setting.fits(kind) and wanted.get(argument) is not None
    }


def reported(settings: Mapping[str, Setting], kind: str, found: Texts, types: Mapping[str, type]) -> Values:
    """The arguments that a kind's attributes are, in the types of the schema."""
    return {
        argument: value_of(found[setting.key], types[argument]())
        for argument, setting in settings.items()
        if setting.fits(kind) and setting.key in found
    }


def changed(before: Texts, after: Texts) -> Texts:
    """The attributes of `after` that `before` has otherwise, or not."""
    return {key: text for key, text in after.items() if before.get(key) != text}


def pairs(attributes: Texts) -> list[dict[str, str]]:
    """Attributes as ELB's calls take them."""
    return [{"Key": key, "Value": text} for key, text in sorted(attributes.items())]


def texts(items: Iterable[Mapping[str, str]]) -> Texts:
    """Attributes as ELB's calls give them."""
    return {item["Key"]: item.get("Value", "") for item in items}


def sent_logs(name: str, block: Any) -> Texts:
    """The attributes of a block such as `access_logs`; without one the logs are off."""
    logs = first(block)
    is_on = bool(logs.get("enabled"))
    if not logs:
        return {f"{name}.s3.enabled": "false"}
    where = {f"{name}.s3.bucket": logs["bucket"], f"{name}.s3.prefix": logs.get("prefix") or ""} if is_on else {}
    return {f"{name}.s3.enabled": text_of(is_on), **where}


def reported_logs(name: str, found: Texts, block: Any) -> list[Values]:
    """The block; none while the logs are off and none is configured."""
    known, is_on = first(block), found.get(f"{name}.s3.enabled") == "true"
    if not is_on and not known:
        return []
    bucket = found.get(f"{name}.s3.bucket") or known.get("bucket")
    prefix = settled(found.get(f"{name}.s3.prefix"), known.get("prefix"))
    return [
        {
            "bucket": bucket if is_on else known["bucket"],
            "prefix": prefix if is_on else known.get("prefix"),
            "enabled": is_on,
        }
    ]
