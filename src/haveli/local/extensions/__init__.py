"""What moto lacks or gets wrong, mended in moto's own layout.

Each package here is named for the service and has `install()`, which extends moto's classes in place, once, in the
process of the moto server.
"""

from __future__ import annotations

import importlib
import pkgutil


def install() -> None:
    """Installs every extension."""
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        importlib.import_module(f"{__name__}.{info.name}").install()
