"""Which types the local provider serves: every class in `resources/` and `data_sources/` that has a name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from haveli.local.provider import data_sources, resources
from haveli.local.provider.resource import DataSource, Resource

T = TypeVar("T")


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
                found[vars(item)["name"]] = item
    return found
