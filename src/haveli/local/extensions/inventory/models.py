"""Everything that moto's backends hold, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend

_DEPTH = 6
# AWS's own catalogue, the same in every account.
_SKIPPED = frozenset({"aws_managed_policies", "amis", "offerings", "prefix_list", "managed_prefix_lists", "zones"})

Plain = Any


def account_inventory(account: str) -> dict[str, dict[str, Plain]]:
    """The objects of an account: `{"<service>.<region>.<collection>": {key: plain object}}`, without empty ones."""
    found: dict[str, dict[str, Plain]] = {}
    for name, backend in sorted(_backends(account), key=lambda item: item[0]):
        for collection, items in _collections(backend):
            found[f"{name}.{collection}"] = {str(key): plain(item, _DEPTH) for key, item in items}
    return found


def _backends(account: str) -> Iterator[tuple[str, BaseBackend]]:
    for by_account in list(BackendDict._instances):
        for id, regions in list(by_account.items()):
            if id == account:
                for region, backend in list(regions.items()):
                    yield f"{by_account.service_name}.{region}", backend


def _collections(backend: BaseBackend) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
    for name, value in sorted(vars(backend).items()):
        if name.startswith("_") or name in _SKIPPED:
            continue
        if isinstance(value, Mapping) and value:
            yield name, list(value.items())
        elif isinstance(value, list) and value:
            yield name, list(enumerate(value))


def plain(value: Any, depth: int) -> Plain:
    """A value as data, `depth` levels deep; references to backends and what begins with an underscore are left out."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if depth == 0:
        return type(value).__name__
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth - 1) for key, item in list(value.items())}
    if isinstance(value, list | tuple):
        return [plain(item, depth - 1) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(str(plain(item, depth - 1)) for item in value)
    if hasattr(value, "__dict__"):
        return _object(value, depth)
    return str(value)


def _object(value: Any, depth: int) -> Plain:
    return {
        name: plain(item, depth - 1)
        for name, item in sorted(vars(value).items())
        if not name.startswith("_") and not isinstance(item, BaseBackend) and not callable(item)
    }
