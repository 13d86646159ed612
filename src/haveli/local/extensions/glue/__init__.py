"""Glue for the local cloud: table updates that do not lose commits.

Iceberg's catalogs commit by UpdateTable with the version that they read; two writers at once are kept apart only when a
stale version is refused. moto takes every update, and loses commits that it acknowledged.
"""

from __future__ import annotations


def install() -> None:
    """Puts these operations in the place of moto's, in this process. A second call changes nothing."""
    from moto.glue.models import FakeTable, GlueBackend
    from moto.glue.responses import GlueResponse

    from haveli.local.extensions.glue import models, responses

    FakeTable.as_dict = models.as_dict
    GlueBackend.create_table = models.create_table
    GlueBackend.delete_table = models.delete_table
    GlueBackend.delete_database = models.delete_database
    GlueBackend.update_table = models.update_table
    GlueResponse.get_table_versions = responses.get_table_versions
    GlueResponse.update_table = responses.update_table
