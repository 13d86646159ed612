"""Tables whose versions move one at a time, under one lock for all catalogs."""

from __future__ import annotations

from threading import RLock
from typing import Any

from moto.core.utils import utcnow
from moto.glue.exceptions import DatabaseNotFoundException, TableAlreadyExistsException
from moto.glue.models import FakeTable, GlueBackend

from haveli.local.extensions.glue.exceptions import ConcurrentModificationException

#: Held for the few statements between reading a table's version and writing the next: the server has many threads.
TABLES = RLock()

_as_dict = FakeTable.as_dict


def create_table(
    self: GlueBackend,
    database_name: str,
    table_name: str,
    table_input: dict[str, Any],
    open_table_format_input: dict[str, Any] | None = None,
) -> FakeTable:
    """Creates a table once, however many callers try at the same time."""
    with TABLES:
        database = self.get_database(database_name)
        if table_name in database.tables:
            raise TableAlreadyExistsException()
        table = FakeTable(database_name, table_name, table_input, self.account_id, open_table_format_input)
        database.tables[table_name] = table
        return table


def update_table(
    self: GlueBackend,
    database_name: str,
    table_name: str,
    table_input: dict[str, Any],
    version_id: str | None = None,
    kept_versions: str = "all",
) -> None:
    """Makes `table_input` the table's next version.

    With `version_id` only if the table is at that version: raises ConcurrentModificationException when it is not.
    `kept_versions` is "all", or "current" to archive nothing (SkipArchive). The version's number grows either way (AWS
    Glue API reference, UpdateTable, 2026-11).
    """
    with TABLES:
        table = self.get_table(database_name, table_name)
        before = str(table._current_version)
        if version_id is not None and version_id != before:
            raise ConcurrentModificationException()
        table.versions[str(table._current_version + 1)] = table_input
        table._current_version += 1
        table.updated_time = utcnow()
        if kept_versions == "current":
            table.versions.pop(before, None)


def delete_table(self: GlueBackend, database_name: str, table_name: str) -> None:
    """Deletes a table; raises EntityNotFoundException when it is gone."""
    with TABLES:
        self.get_table(database_name, table_name)
        del self.get_database(database_name).tables[table_name]


def delete_database(self: GlueBackend, database_name: str) -> None:
    """Deletes a database with its tables and its tags, which moto would give to the next one of this name."""
    with TABLES:
        if database_name not in self.databases:
            raise DatabaseNotFoundException(database_name)
        del self.databases[database_name]
        arn = f"{self.default_catalog_arn.removesuffix('catalog')}database/{database_name}"
        self.tagger.delete_all_tags_for_resource(arn)


def as_dict(self: FakeTable, version: str | None = None) -> dict[str, Any]:
    """A table as one version has it; the lock keeps that version from being dropped while it is read."""
    with TABLES:
        return dict(_as_dict(self, version))


def versions_of(table: FakeTable) -> list[dict[str, Any]]:
    """The versions that are kept, newest first, each as the whole table was at that time."""
    with TABLES:
        numbers = sorted(table.versions, key=int, reverse=True)
        return [{"Table": table.as_dict(number), "VersionId": number} for number in numbers]
