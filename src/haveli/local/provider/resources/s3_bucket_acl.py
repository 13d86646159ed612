"""aws_s3_bucket_acl: a bucket's access list, canned or written out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.s3_bucket import GONE
from haveli.local.provider.resources.s3_bucket_settings import target
from haveli.local.provider.resources.settled import first, without_none

CANNED = (
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-full-control",
    "bucket-owner-read",
    "log-delivery-write",
    "private",
    "public-read",
    "public-read-write",
)
_GRANTEE = {"email_address": "EmailAddress", "id": "ID", "type": "Type", "uri": "URI"}


class S3BucketAcl(Resource):
    """A bucket always has an access list: a deletion leaves it as it is, as with the genuine provider."""

    name = "aws_s3_bucket_acl"
    force_new = frozenset({"bucket", "expected_bucket_owner"})
    recomputed = {"id": frozenset({"acl"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        acl = config.get("acl")
        if (acl is None) == (config.get("access_control_policy") == []):
            yield Problem("one of `access_control_policy,acl` must be specified", path=("acl",))
        if isinstance(acl, str) and acl not in CANNED:
            yield Problem(f"expected acl to be one of {list(CANNED)}, got {acl}", path=("acl",))

    def create(self, ctx: Context, planned: Values) -> str:
        _put(ctx, planned)
        return _id(planned)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("s3").get_bucket_acl(**target(state))
            known = first(state.get("access_control_policy"))
            return {
                "id": _id(state),
                "bucket": state["bucket"],
                "access_control_policy": [_reported(found, known)] if known else [],
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _put(ctx, change.after)

    def delete(self, ctx: Context, state: Values) -> None:
        """Nothing is sent: there is no list to go back to."""

    def import_state(self, ctx: Context, id: str) -> Values:
        """An id is `BUCKET`, `BUCKET,OWNER`, `BUCKET,ACL` or `BUCKET,OWNER,ACL`."""
        bucket, *rest = id.split(",")
        acl = next((part for part in rest if part in CANNED), None)
        owner = next((part for part in rest if part not in CANNED), None)
        return {"id": id, "bucket": bucket, "expected_bucket_owner": owner, "acl": acl}


def _id(values: Values) -> str:
    parts = [values["bucket"], values.get("expected_bucket_owner"), values.get("acl")]
    return ",".join(part for part in parts if part)


def _put(ctx: Context, planned: Values) -> None:
    policy = first(planned.get("access_control_policy"))
    wanted = {"AccessControlPolicy": _sent(policy)} if policy else {"ACL": planned["acl"]}
    ctx.client("s3").put_bucket_acl(**target(planned), **wanted)


def _sent(policy: Values) -> Values:
    grants = [
        {
            "Permission": grant["permission"],
            "Grantee": {aws: grantee[ours] for ours, aws in _GRANTEE.items() if grantee.get(ours)},
        }
        for grant in policy.get("grant") or []
        for grantee in [first(grant.get("grantee"))]
    ]
    owner = first(policy.get("owner"))
    who = without_none({"ID": owner.get("id"), "DisplayName": owner.get("display_name") or None})
    return {"Grants": grants, "Owner": who}


def _reported(found: Values, known: Values) -> Values:
    owner = found.get("Owner", {})
    return {
        "grant": [_reported_grant(grant) for grant in found.get("Grants", [])],
        "owner": [{"id": owner.get("ID"), "display_name": first(known.get("owner")).get("display_name") or ""}],
    }


def _reported_grant(grant: Any) -> Values:
    grantee = {ours: grant["Grantee"].get(aws) or None for ours, aws in _GRANTEE.items()}
    return {
        "permission": grant["Permission"],
        "grantee": [{**grantee, "display_name": grant["Grantee"].get("DisplayName") or ""}],
    }
