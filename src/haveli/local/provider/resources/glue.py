"""aws_glue_catalog_database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import own, removed, written

GONE = ("EntityNotFoundException",)


class GlueCatalogDatabase(Resource):
    """A database of the catalog: its id is `catalog:name`."""

    name = "aws_glue_catalog_database"
    force_new = frozenset({"catalog_id", "name"})

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("name")
        if not isinstance(name, str):
            return
        if not 1 <= len(name) <= 255:
            yield Problem("expected length of name to be in the range (1 - 255)", path=("name",))
        if re.search(r"[A-Z]", name):
            yield Problem("uppercase characters cannot be used", "Glue folds names to lower case.", path=("name",))

    def create(self, ctx: Context, planned: Values) -> str:
        catalog = planned.get("catalog_id") or ctx.account
        tags = planned.get("tags_all") or {}
        ctx.client("glue").create_database(CatalogId=catalog, DatabaseInput=_sent(planned), Tags=tags)
        return f"{catalog}:{planned['name']}"

    def read(self, ctx: Context, state: Values) -> Values | None:
        catalog, _, name = state["id"].partition(":")
        glue = ctx.client("glue")
        with absent(*GONE):
            database = glue.get_database(CatalogId=catalog, Name=name)["Database"]
            arn = _arn(ctx, catalog, name)
            return {
                "id": state["id"],
                "arn": arn,
                "catalog_id": catalog,
                "name": name,
                "description": settled(database.get("Description"), state.get("description")),
                "location_uri": settled(database.get("LocationUri"), state.get("location_uri")),
                "parameters": settled(database.get("Parameters"), state.get("parameters")),
                "target_database": _reported_target(database.get("TargetDatabase")),
                "federated_database": _reported_federation(database.get("FederatedDatabase")),
                **_reported_permissions(database, state),
                "tags_all": own(glue.get_tags(ResourceArn=arn)["Tags"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        glue, after = ctx.client("glue"), change.after
        catalog, _, name = after["id"].partition(":")
        if any(change.touches(key) for key in after if key not in ("tags", "tags_all")):
            glue.update_database(CatalogId=catalog, Name=name, DatabaseInput=_sent(after))
        arn = _arn(ctx, catalog, name)
        if removed(change):
            glue.untag_resource(ResourceArn=arn, TagsToRemove=removed(change))
        if written(change):
            glue.tag_resource(ResourceArn=arn, TagsToAdd=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        catalog, _, name = state["id"].partition(":")
        with absent(*GONE):
            ctx.client("glue").delete_database(CatalogId=catalog, Name=name)


def _arn(ctx: Context, catalog: str, name: str) -> str:
    return f"arn:{ctx.partition}:glue:{ctx.region}:{catalog}:database/{name}"


def _sent(planned: Values) -> Values:
    target, federation = first(planned.get("target_database")), first(planned.get("federated_database"))
    return without_none(
        {
            "Name": planned["name"],
            "Description": planned.get("description") or None,
            "LocationUri": planned.get("location_uri") or None,
            "Parameters": planned.get("parameters") or None,
            "CreateTableDefaultPermissions": _sent_permissions(planned.get("create_table_default_permission") or []),
            "TargetDatabase": without_none(
                {
                    "CatalogId": target.get("catalog_id"),
                    "DatabaseName": target.get("database_name"),
                    "Region": target.get("region"),
                }
            )
            or None,
            "FederatedDatabase": without_none(
                {"Identifier": federation.get("identifier"), "ConnectionName": federation.get("connection_name")}
            )
            or None,
        }
    )


def _sent_permissions(blocks: list[Values]) -> list[Values] | None:
    sent = []
    for block in blocks:
        who = first(block.get("principal")).get("data_lake_principal_identifier")
        principal = {"DataLakePrincipalIdentifier": who} if who else None
        sent.append(without_none({"Permissions": list(block.get("permissions") or []), "Principal": principal}))
    return sent or None


def _reported_permissions(database: Values, state: Values) -> Values:
    """Glue gives every database default permissions: they are reported where the configuration has some."""
    if not state.get("create_table_default_permission"):
        return {}
    return {"create_table_default_permission": [_reported_permission(item) for item in _permissions(database)]}


def _permissions(database: Values) -> list[Any]:
    return database.get("CreateTableDefaultPermissions") or []


def _reported_permission(found: Values) -> Values:
    who = found.get("Principal", {}).get("DataLakePrincipalIdentifier")
    return {
        "permissions": found.get("Permissions") or None,
        "principal": [{"data_lake_principal_identifier": who}] if who else [],
    }


def _reported_target(found: Values | None) -> list[Values]:
    if not found:
        return []
    return [
        {
            "catalog_id": found.get("CatalogId"),
            "database_name": found.get("DatabaseName"),
            "region": found.get("Region"),
        }
    ]


def _reported_federation(found: Values | None) -> list[Values]:
    return [{"identifier": found.get("Identifier"), "connection_name": found.get("ConnectionName")}] if found else []
