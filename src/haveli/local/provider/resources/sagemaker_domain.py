"""aws_sagemaker_domain. As in the genuine provider, a domain of subnets, VPC, key or kind of sign-on is another domain;
its id is the one in its ARN; creation and each update wait until it is in service again.
"""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_settings as settings
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import GONE, until_gone, until_in_service
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import tag_list

#: The genuine provider's limits.
CREATE_SECONDS = DELETE_SECONDS = 20 * 60
#: Arguments that stand in the API's request and answer as they are.
PLAIN = (
    "app_network_access_type",
    "app_security_group_management",
    "auth_mode",
    "domain_name",
    "kms_key_id",
    "subnet_ids",
    "tag_propagation",
    "vpc_id",
)
_TOLD = (
    *PLAIN,
    "home_efs_file_system_id",
    "security_group_id_for_domain_boundary",
    "single_sign_on_application_arn",
    "single_sign_on_managed_application_instance_id",
    "url",
)
_SETTINGS = ("default_space_settings", "domain_settings")
_UPDATED = (
    "app_network_access_type",
    "app_security_group_management",
    "default_user_settings",
    *_SETTINGS,
    "tag_propagation",
)


class SagemakerDomain(Resource):
    name = "aws_sagemaker_domain"
    not_emulated = "Its home has no mount targets and no security groups. Several domains may have one name."
    force_new = frozenset(
        {
            "auth_mode",
            "domain_name",
            "domain_settings.security_group_ids",
            "kms_key_id",
            "retention_policy",
            "subnet_ids",
            "vpc_id",
        }
    )
    defaults = {
        "app_network_access_type": "PublicInternetOnly",
        "tag_propagation": "DISABLED",
        "retention_policy.home_efs_file_system": "Retain",
        **settings.defaults("default_user_settings."),
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        block = schemas.resource_block(self.name)
        yield from shapes.choice_problems(config, "app_network_access_type", "AppNetworkAccessType")
        yield from shapes.choice_problems(config, "app_security_group_management", "AppSecurityGroupManagement")
        yield from shapes.choice_problems(config, "auth_mode", "AuthMode")
        yield from shapes.choice_problems(config, "tag_propagation", "TagPropagation")
        asked = shapes.shape("CreateDomainRequest")
        yield from shapes.block_problems(asked, block, config, ("default_user_settings", *_SETTINGS))
        retention = shapes.shape("DeleteDomainRequest")
        yield from shapes.block_problems(retention, block, config, ("retention_policy",))

    def create(self, ctx: Context, planned: Values) -> str:
        made = ctx.client("sagemaker").create_domain(**_creation(planned))
        identity = str(made["DomainArn"]).rpartition("/")[2]
        with after_creation({"id": identity, "arn": made["DomainArn"]}):
            self._until_in_service(ctx, identity)
        return identity

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sagemaker").describe_domain(DomainId=state["id"])
            if found["Status"] == "Deleting":
                return None
            return {**_reported(found, state), "tags_all": tags_of(ctx, found["DomainArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("tags_all"):
            write_tags(ctx, change.after["arn"], change)
        if change.touches(*_UPDATED):
            ctx.client("sagemaker").update_domain(**_update(change))
            self._until_in_service(ctx, change.after["id"])

    def delete(self, ctx: Context, state: Values) -> None:
        sagemaker, identity = ctx.client("sagemaker"), state["id"]
        retention = first(state.get("retention_policy")).get("home_efs_file_system")
        policy = {"HomeEfsFileSystem": retention} if retention else None
        with absent(*GONE):
            sagemaker.delete_domain(**without_none({"DomainId": identity, "RetentionPolicy": policy}))
        until_gone(ctx, identity, lambda: sagemaker.describe_domain(DomainId=identity), DELETE_SECONDS)

    @staticmethod
    def _until_in_service(ctx: Context, identity: str) -> None:
        sagemaker = ctx.client("sagemaker")
        until_in_service(
            ctx, f"SageMaker domain {identity}", lambda: sagemaker.describe_domain(DomainId=identity), CREATE_SECONDS
        )


def _creation(planned: Values) -> Values:
    wanted = {name: planned.get(name) for name in (*PLAIN, *_SETTINGS)}
    asked = shapes.request(shapes.shape("CreateDomainRequest"), wanted)
    user = settings.sent(planned["default_user_settings"])
    return {**asked, "DefaultUserSettings": user, "Tags": tag_list(planned.get("tags_all"))}


def _update(change: Change) -> Values:
    """The request for what differs. For a domain that is VpcOnly SageMaker wants the VPC and the subnets with it."""
    before, after = change.before, change.after
    asked: Values = {"DomainId": after["id"], "TagPropagation": after.get("tag_propagation")}
    asked["DefaultUserSettings"] = settings.sent(after["default_user_settings"], before["default_user_settings"])
    if first(after.get("default_space_settings")):
        asked["DefaultSpaceSettings"] = shapes.request(
            shapes.shape("DefaultSpaceSettings"),
            first(after["default_space_settings"]),
            first(before.get("default_space_settings")),
        )
    if first(after.get("domain_settings")):
        asked["DomainSettingsForUpdate"] = _domain_settings(first(after["domain_settings"]))
    if after.get("app_network_access_type") == "VpcOnly":
        asked |= {"AppNetworkAccessType": "VpcOnly", "VpcId": after["vpc_id"], "SubnetIds": after["subnet_ids"]}
    elif change.touches("app_network_access_type"):
        asked["AppNetworkAccessType"] = after.get("app_network_access_type")
    if first(after.get("domain_settings")).get("r_studio_server_pro_domain_settings"):
        asked["AppSecurityGroupManagement"] = after.get("app_security_group_management")
    return without_none(asked)


def _domain_settings(item: Values) -> Values:
    asked = shapes.request(shapes.shape("DomainSettings"), item)
    rstudio = asked.pop("RStudioServerProDomainSettings", None)
    return without_none({**asked, "RStudioServerProDomainSettingsForUpdate": rstudio})


def _reported(found: Values, state: Values) -> Values:
    schema = schemas.resource_block(SagemakerDomain.name)
    shape = shapes.shape("DescribeDomainResponse")
    told: Values = {name: found.get(shapes.member(shape, name)) for name in _TOLD}
    user = schema.blocks["default_user_settings"].block
    return {
        **told,
        **shapes.blocks(shape, schema, found, _SETTINGS),
        "id": found["DomainId"],
        "arn": found["DomainArn"],
        "kms_key_id": settled(found.get("KmsKeyId"), state.get("kms_key_id")),
        "default_user_settings": settings.reported(
            found.get("DefaultUserSettings"), user, state.get("default_user_settings")
        ),
    }
