"""Durations and percentages as people write them: `45m`, `1h30m`, `never`, `15%`. Pure."""

from __future__ import annotations

import re

_DURATION = re.compile(r"(?=\d)(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?", re.ASCII)
_SECONDS = (86_400, 3_600, 60, 1)
_PERCENT = re.compile(r"(\d{1,3})\s?%", re.ASCII)


def parse_duration(text: str) -> int:
    """Seconds in a duration of days, hours, minutes and seconds (`1h30m`). Raises ValueError for another shape."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(f"not a duration: {text}")
    return sum(int(number) * seconds for number, seconds in zip(match.groups(), _SECONDS, strict=True) if number)


def write_duration(seconds: int | None) -> str:
    """The shortest text that `parse_duration` reads back as `seconds`; `never` for None."""
    if seconds is None:
        return "never"
    parts = []
    rest = seconds
    for letter, size in zip("dhms", _SECONDS, strict=True):
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number}{letter}")
    return "".join(parts) or "0s"


def parse_percent(text: str) -> int:
    """The whole number before the sign in `15%`. Raises ValueError for another shape or more than 100."""
    match = _PERCENT.fullmatch(text)
    if not match or int(match.group(1)) > 100:
        raise ValueError(f"not a percentage: {text}")
    return int(match.group(1))


def write_percent(number: int) -> str:
    """`15%` for 15."""
    return f"{number}%"
