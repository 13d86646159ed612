"""aws_iam_openid_connect_provider: an issuer of identities that roles may trust, such as an EKS cluster's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.iam_documents import GONE
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

_THUMBPRINT_LENGTH = 40


def url_form(url: Any) -> Any:
    """An address without its scheme, in which IAM gives it back."""
    return url.removeprefix("https://") if isinstance(url, str) else url


class IamOpenIdConnectProvider(Resource):
    name = "aws_iam_openid_connect_provider"
    force_new = frozenset({"url"})
    same = {"url": url_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        url = config.get("url")
        if isinstance(url, str) and "://" in url and not url.startswith("https://"):
            yield Problem("invalid value for url", f"{url!r} must be an https address.", ("url",))
        thumbprints = config.get("thumbprint_list")
        for each in thumbprints if isinstance(thumbprints, list) else ():
            if isinstance(each, str) and len(each) != _THUMBPRINT_LENGTH:
                detail = f"{each!r} has {len(each)} characters."
                yield Problem("expected length of thumbprint_list to be 40", detail, ("thumbprint_list",))

    def create(self, ctx: Context, planned: Values) -> str:
        url = planned["url"]
        request = {
            "Url": url if url.startswith("https://") else f"https://{url}",
            "ClientIDList": planned["client_id_list"],
            "ThumbprintList": planned.get("thumbprint_list") or None,
            "Tags": tag_list(planned.get("tags_all")),
        }
        return str(
            ctx.client("iam").create_open_id_connect_provider(**without_none(request))["OpenIDConnectProviderArn"]
        )

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=state["id"])
            return {
                "id": state["id"],
                "arn": state["id"],
                "client_id_list": found.get("ClientIDList") or [],
                "thumbprint_list": found.get("ThumbprintList") or [],
                "url": found["Url"],
                "tags_all": tag_map(found.get("Tags") or ()),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        iam, arn, after = ctx.client("iam"), change.after["id"], change.after
        if change.touches("thumbprint_list"):
            iam.update_open_id_connect_provider_thumbprint(
                OpenIDConnectProviderArn=arn, ThumbprintList=after["thumbprint_list"]
            )
        if change.touches("client_id_list"):
            known, wanted = set(change.before["client_id_list"]), set(after["client_id_list"])
            for client in sorted(wanted - known):
                iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID=client)
            for client in sorted(known - wanted):
                iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID=client)
        if removed(change):
            iam.untag_open_id_connect_provider(OpenIDConnectProviderArn=arn, TagKeys=removed(change))
        if written(change):
            iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=state["id"])
