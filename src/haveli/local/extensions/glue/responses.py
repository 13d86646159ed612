"""UpdateTable and GetTableVersions as AWS answers them."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.glue.responses import GlueResponse

from haveli.local.extensions.glue.models import versions_of


def update_table(self: GlueResponse) -> ActionResult:
    """UpdateTable, with the version that the caller read and whether to archive the one that goes."""
    table_input = self.parameters.get("TableInput") or {}
    self.glue_backend.update_table(
        self.parameters.get("DatabaseName"),
        table_input.get("Name") or self.parameters.get("Name"),
        table_input,
        version_id=self.parameters.get("VersionId"),
        kept_versions="current" if self.parameters.get("SkipArchive") else "all",
    )
    return EmptyResult()


def get_table_versions(self: GlueResponse) -> ActionResult:
    """GetTableVersions, newest first."""
    table = self.glue_backend.get_table(self.parameters.get("DatabaseName"), self.parameters.get("TableName"))
    return ActionResult({"TableVersions": versions_of(table)})
