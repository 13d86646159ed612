"""The whole emulated account as JSON at `/moto-api/haveli/inventory`: what tests compare before and after.

moto's own `/moto-api/data.json` lists every object that was ever made, also those that are deleted.
"""

from __future__ import annotations


def install() -> None:
    """Adds the address to moto's own API."""
    from moto.moto_api._internal import urls

    from haveli.local.extensions.inventory.responses import inventory

    urls.url_paths["{0}/moto-api/haveli/inventory"] = inventory
