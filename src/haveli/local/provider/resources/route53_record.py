"""aws_route53_record: one record set of a zone, plain or alias, alone or one of several under a routing policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.route53_names import GONE, full_name, in_sync, plain_id, plain_name
from haveli.local.provider.resources.route53_routing import POLICIES, reported_policies, sent_policies
from haveli.local.provider.resources.settled import first, settled, without_none

#: Types whose values Route 53 wants in quotes; Terraform's are without.
QUOTED = ("TXT", "SPF")


def alias_form(name: str) -> str:
    """The normal form of an alias' name: the console's prefix for both address families makes no other target."""
    return plain_name(name).removeprefix("dualstack.")


class Route53Record(Resource):
    name = "aws_route53_record"
    force_new = frozenset({"name", "zone_id"})
    same = {"name": plain_name, "alias.name": alias_form, "zone_id": plain_id}
    recomputed = {"id": frozenset({"type", "set_identifier"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        records, alias, ttl = (config.get(name) for name in ("records", "alias", "ttl"))
        if (records is None) == (alias == []):
            yield Problem('one of "alias" and "records" must be specified, and not both', path=("records",))
        if alias and isinstance(alias, list) and ttl is not None:
            yield Problem('"ttl": conflicts with alias', path=("ttl",))
        if records is not None and ttl is None:
            yield Problem('"records": all of `records,ttl` must be specified', path=("records",))
        yield from _policy_problems(config)

    def create(self, ctx: Context, planned: Values) -> str:
        zone = plain_id(planned["zone_id"])
        action = "UPSERT" if planned.get("allow_overwrite") else "CREATE"
        _change(ctx, zone, [(action, _sent(ctx, planned))])
        return _id(planned)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            zone = plain_id(state["zone_id"])
            domain = _domain(ctx, zone)
            name = full_name(state["name"], domain)
            found = find(ctx, zone, name, state["type"], state.get("set_identifier") or None)
            if found is not None:
                return {"id": _id(state), "fqdn": name, **_reported(found, state)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        zone = plain_id(change.after["zone_id"])
        if change.touches("type", "set_identifier"):
            # Another record set to Route 53; in one batch the name is never without a record.
            changes = [("DELETE", self._as_found(ctx, change.before)), ("CREATE", _sent(ctx, change.after))]
        else:
            changes = [("UPSERT", _sent(ctx, change.after))]
        _change(ctx, zone, [item for item in changes if item[1] is not None])

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            found = self._as_found(ctx, state)
            if found is not None:
                _change(ctx, plain_id(state["zone_id"]), [("DELETE", found)])

    def import_state(self, ctx: Context, id: str) -> Values:
        """An id is `ZONE_NAME_TYPE` or `ZONE_NAME_TYPE_IDENTIFIER`; names may have underscores, types have none."""
        zone, _, rest = id.partition("_")
        parts = rest.split("_")
        place = next((place for place, part in enumerate(parts) if place and part.isupper()), None)
        if place is None:
            raise ValueError(f"unexpected format of ID ({id}), expected ZONEID_RECORDNAME_TYPE_SET-IDENTIFIER")
        name, identifier = "_".join(parts[:place]), "_".join(parts[place + 1 :])
        return {
            "id": id,
            "zone_id": zone,
            "name": name,
            "type": parts[place],
            "set_identifier": identifier or None,
        }

    def _as_found(self, ctx: Context, state: Values) -> Values | None:
        """What Route 53 has: a deletion must repeat all of it."""
        zone = plain_id(state["zone_id"])
        name = full_name(state["name"], _domain(ctx, zone))
        return find(ctx, zone, name, state["type"], state.get("set_identifier") or None)


def find(ctx: Context, zone: str, name: str, kind: str, identifier: str | None) -> Values | None:
    """The record set of this name, type and identifier, as Route 53 has it."""
    paginator = ctx.client("route53").get_paginator("list_resource_record_sets")
    for page in paginator.paginate(HostedZoneId=zone, StartRecordName=name, StartRecordType=kind):
        for record in page["ResourceRecordSets"]:
            if plain_name(record["Name"]) != name or record["Type"] != kind:
                return None
            if record.get("SetIdentifier") == identifier:
                return dict(record)
    return None


def _policy_problems(config: Values) -> Iterable[Problem]:
    chosen = [block for block in POLICIES if config.get(block)]
    if config.get("multivalue_answer_routing_policy"):
        chosen.append("multivalue_answer_routing_policy")
    if len(chosen) > 1:
        yield Problem(f'"{chosen[1]}": conflicts with {chosen[0]}', path=(chosen[1],))
    if chosen and config.get("set_identifier") is None:
        detail = f"`{chosen[0]}` needs a `set_identifier`."
        yield Problem(f'"{chosen[0]}": all of `{chosen[0]},set_identifier` must be specified', detail, (chosen[0],))


def _id(values: Values) -> str:
    parts = [plain_id(values["zone_id"]), plain_name(values["name"]), values["type"], values.get("set_identifier")]
    return "_".join(part for part in parts if part)


def _domain(ctx: Context, zone: str) -> str:
    return plain_name(ctx.client("route53").get_hosted_zone(Id=zone)["HostedZone"]["Name"])


def _change(ctx: Context, zone: str, changes: list[tuple[str, Any]]) -> None:
    batch = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
    answer = ctx.client("route53").change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Comment": "Managed by Terraform", "Changes": batch}
    )
    in_sync(ctx, answer)


def _sent(ctx: Context, planned: Values) -> Values:
    kind, records = planned["type"], planned.get("records")
    return without_none(
        {
            "Name": full_name(planned["name"], _domain(ctx, plain_id(planned["zone_id"]))),
            "Type": kind,
            "TTL": planned.get("ttl") if records else None,
            "ResourceRecords": [{"Value": _quoted(kind, value)} for value in records] if records else None,
            "AliasTarget": _sent_alias(first(planned.get("alias"))),
            "SetIdentifier": planned.get("set_identifier") or None,
            "HealthCheckId": planned.get("health_check_id") or None,
            "MultiValueAnswer": planned.get("multivalue_answer_routing_policy") or None,
            **sent_policies(planned),
        }
    )


def _sent_alias(alias: Values) -> Values | None:
    if not alias:
        return None
    return {
        "DNSName": alias["name"],
        "HostedZoneId": alias["zone_id"],
        "EvaluateTargetHealth": bool(alias["evaluate_target_health"]),
    }


def _reported(found: Values, state: Values) -> Values:
    kind = found["Type"]
    records = [_unquoted(kind, value["Value"]) for value in found.get("ResourceRecords", [])]
    alias = found.get("AliasTarget")
    return {
        "type": kind,
        "ttl": found.get("TTL") if records else None,
        "records": settled(records, state.get("records")),
        "alias": [_reported_alias(alias)] if alias else [],
        "set_identifier": settled(found.get("SetIdentifier"), state.get("set_identifier")),
        "health_check_id": settled(found.get("HealthCheckId"), state.get("health_check_id")),
        "multivalue_answer_routing_policy": settled(
            found.get("MultiValueAnswer"), state.get("multivalue_answer_routing_policy")
        ),
        **reported_policies(found, state),
    }


def _reported_alias(alias: Values) -> Values:
    return {
        "name": plain_name(alias["DNSName"]),
        "zone_id": alias["HostedZoneId"],
        "evaluate_target_health": alias["EvaluateTargetHealth"],
    }


def _quoted(kind: str, value: str) -> str:
    return f'"{value}"' if kind in QUOTED else value


def _unquoted(kind: str, value: str) -> str:
    return value[1:-1] if kind in QUOTED and value.startswith('"') and value.endswith('"') else value
