"""Which types the local provider serves: every class in `resources/` and `data_sources/` that has a name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from haveli.local.provider import data_sources, resources, schemas
from haveli.local.provider.lifecycle import Kind, Source
from haveli.local.provider.resource import DataSource, Resource

T = TypeVar("T")


def resource_kinds() -> dict[str, Kind]:
    """The resource types by Terraform type name, each with its schema. Raises FileNotFoundError for one without."""
    return {name: Kind(cls(), schemas.resource_block(name)) for name, cls in resource_types().items()}


def data_source_kinds() -> dict[str, Source]:
    """The data sources by Terraform type name, each with its schema. Raises FileNotFoundError for one without."""
    return {name: Source(cls(), schemas.data_source_block(name)) for name, cls in data_source_types().items()}


def resource_types() -> dict[str, type[Resource]]:
    """The resource classes by Terraform type name."""
    return _named(resources, Resource)


def data_source_types() -> dict[str, type[DataSource]]:
    """The data source classes by Terraform type name."""
    return _named(data_sources, DataSource)


def _named(package: ModuleType, base: type[T]) -> dict[str, type[T]]:
    found: dict[str, type[T]] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, base) and "name" in vars(item):
                _add(found, vars(item)["name"], item)
    return found


def _add(found: dict[str, type[T]], name: str, item: type[T]) -> None:
    if found.setdefault(name, item) is not item:
        raise ValueError(f"two classes serve {name}: {found[name].__qualname__} and {item.__qualname__}")
