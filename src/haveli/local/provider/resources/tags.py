"""Tags between Terraform's map and the lists that AWS's services take and give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from haveli.local.provider.resource import Change


def tag_list(tags: Mapping[str, str] | None, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """The service's list for a map of tags, in the order of the keys."""
    return [{key: name, value: text} for name, text in sorted((tags or {}).items())]


def tag_map(tags: Iterable[Mapping[str, str]], key: str = "Key", value: str = "Value") -> dict[str, str]:
    """The map for a service's list of tags, without those that AWS itself owns (prefix `aws:`)."""
    return own({tag[key]: tag.get(value, "") for tag in tags})


def own(tags: Mapping[str, str]) -> dict[str, str]:
    """These tags without those that AWS itself owns."""
    return {name: text for name, text in tags.items() if not name.startswith("aws:")}


def removed(change: Change) -> list[str]:
    """The keys of the tags that an update takes away."""
    return sorted(set(change.before.get("tags_all") or {}) - set(change.after.get("tags_all") or {}))


def written(change: Change) -> dict[str, str]:
    """The tags that an update adds or overwrites."""
    before = change.before.get("tags_all") or {}
    after = change.after.get("tags_all") or {}
    return {name: text for name, text in after.items() if before.get(name) != text}
