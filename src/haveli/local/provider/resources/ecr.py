"""aws_ecr_repository and aws_ecr_lifecycle_policy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.iam_documents import document_problems
from haveli.local.provider.resources.settled import first, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("RepositoryNotFoundException",)
_MUTABILITY = ("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION")
#: ECR API reference, CreateRepository, 2026-11.
_NAME = re.compile(r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")
_LENGTHS = range(2, 257)


class EcrRepository(Resource):
    name = "aws_ecr_repository"
    force_new = frozenset({"encryption_configuration", "name"})
    defaults = {"encryption_configuration.encryption_type": "AES256", "image_tag_mutability": "MUTABLE"}

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("name")
        if isinstance(name, str) and not (_NAME.fullmatch(name) and len(name) in _LENGTHS):
            detail = f"{name!r} must have 2 to 256 lowercase letters, digits and single separators (/, -, _, .)."
            yield Problem("invalid value for name", detail, ("name",))
        yield from choice_problems(config, ("image_tag_mutability",), _MUTABILITY)
        yield from choice_problems(
            config, ("encryption_configuration", 0, "encryption_type"), ("AES256", "KMS", "KMS_DSSE")
        )

    def create(self, ctx: Context, planned: Values) -> str:
        scanning = first(planned.get("image_scanning_configuration"))
        request = {
            "repositoryName": planned["name"],
            "imageTagMutability": planned["image_tag_mutability"],
            "imageTagMutabilityExclusionFilters": _filters(planned) or None,
            "imageScanningConfiguration": {"scanOnPush": bool(scanning.get("scan_on_push"))} if scanning else None,
            "encryptionConfiguration": _encryption(planned),
            "tags": tag_list(planned.get("tags_all")),
        }
        ctx.client("ecr").create_repository(**without_none(request))
        return str(planned["name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        ecr = ctx.client("ecr")
        with absent(*GONE):
            found = ecr.describe_repositories(repositoryNames=[state["id"]])["repositories"][0]
            tags = ecr.list_tags_for_resource(resourceArn=found["repositoryArn"]).get("tags", [])
            return {**_reported(found, state), "tags_all": tag_map(tags)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        ecr, name, after = ctx.client("ecr"), change.after["id"], change.after
        if change.touches("image_tag_mutability", "image_tag_mutability_exclusion_filter"):
            filters = _filters(after)
            more = {"imageTagMutabilityExclusionFilters": filters} if filters else {}
            ecr.put_image_tag_mutability(repositoryName=name, imageTagMutability=after["image_tag_mutability"], **more)
        if change.touches("image_scanning_configuration"):
            scan = bool(first(after.get("image_scanning_configuration")).get("scan_on_push"))
            ecr.put_image_scanning_configuration(repositoryName=name, imageScanningConfiguration={"scanOnPush": scan})
        if removed(change):
            ecr.untag_resource(resourceArn=after["arn"], tagKeys=removed(change))
        if written(change):
            ecr.tag_resource(resourceArn=after["arn"], tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("ecr").delete_repository(repositoryName=state["id"], force=bool(state.get("force_delete")))

    def import_state(self, ctx: Context, id: str) -> Values:
        found = ctx.client("ecr").describe_repositories(repositoryNames=[id])["repositories"][0]
        return {"id": id, **_blocks(found)}


class EcrLifecyclePolicy(Resource):
    """Which images of a repository expire."""

    name = "aws_ecr_lifecycle_policy"
    force_new = frozenset({"policy", "repository"})
    same = {"policy": json_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from document_problems(config, "policy")

    def create(self, ctx: Context, planned: Values) -> str:
        repository = planned["repository"]
        ctx.client("ecr").put_lifecycle_policy(repositoryName=repository, lifecyclePolicyText=planned["policy"])
        return str(repository)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE, "LifecyclePolicyNotFoundException"):
            found = ctx.client("ecr").get_lifecycle_policy(repositoryName=state["id"])
            return {
                "id": found["repositoryName"],
                "policy": found["lifecyclePolicyText"],
                "registry_id": found["registryId"],
                "repository": found["repositoryName"],
            }
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE, "LifecyclePolicyNotFoundException"):
            ctx.client("ecr").delete_lifecycle_policy(repositoryName=state["id"])


def _encryption(planned: Values) -> Values | None:
    item = first(planned.get("encryption_configuration"))
    wanted = {"encryptionType": item.get("encryption_type"), "kmsKey": item.get("kms_key") or None}
    return without_none(wanted) if item else None


def _filters(values: Values) -> list[Values]:
    return [
        {"filter": item["filter"], "filterType": item["filter_type"]}
        for item in values.get("image_tag_mutability_exclusion_filter") or ()
    ]


def _reported(found: Values, state: Values) -> Values:
    return {
        "id": found["repositoryName"],
        "arn": found["repositoryArn"],
        "image_tag_mutability": found["imageTagMutability"],
        "image_tag_mutability_exclusion_filter": [
            {"filter": item["filter"], "filter_type": item["filterType"]}
            for item in found.get("imageTagMutabilityExclusionFilters") or ()
        ],
        "name": found["repositoryName"],
        "registry_id": found["registryId"],
        "repository_url": found["repositoryUri"],
        **{name: block for name, block in _all_blocks(found).items() if state.get(name)},
    }


def _all_blocks(found: Values) -> dict[str, list[Any]]:
    encryption = found.get("encryptionConfiguration") or {"encryptionType": "AES256"}
    return {
        "encryption_configuration": [
            {"encryption_type": encryption["encryptionType"], "kms_key": encryption.get("kmsKey", "")}
        ],
        "image_scanning_configuration": [
            {"scan_on_push": bool((found.get("imageScanningConfiguration") or {}).get("scanOnPush"))}
        ],
    }


def _blocks(found: Values) -> dict[str, list[Any]]:
    """The blocks of a repository that is imported: those that say what ECR does unasked are left out."""
    blocks = _all_blocks(found)
    unasked = {
        "encryption_configuration": [{"encryption_type": "AES256", "kms_key": ""}],
        "image_scanning_configuration": [{"scan_on_push": False}],
    }
    return {name: block for name, block in blocks.items() if block != unasked[name]}
