"""Lookups of what is kept for others: aws_secretsmanager_secret and aws_ssm_parameter."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Context, DataSource, Problem, Values
from haveli.local.provider.resources.tags import tag_map

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Secret(DataSource):
    """A secret by its ARN or its name, without its value."""

    name = "aws_secretsmanager_secret"

    def validate(self, config: Values) -> Iterable[Problem]:
        if bool(config.get("arn")) == bool(config.get("name")):
            yield Problem("Invalid combination of arguments", "Exactly one of arn and name must be set.", ("name",))

    def read(self, ctx: Context, config: Values) -> Values:
        secrets = ctx.client("secretsmanager")
        found = secrets.describe_secret(SecretId=config.get("arn") or config["name"])
        created, changed = found.get("CreatedDate"), found.get("LastChangedDate")
        return {
            "id": found["ARN"],
            "arn": found["ARN"],
            "created_date": created.strftime(_MOMENT) if created else None,
            "description": found.get("Description", ""),
            "kms_key_id": found.get("KmsKeyId", ""),
            "last_changed_date": changed.strftime(_MOMENT) if changed else None,
            "name": found["Name"],
            "policy": secrets.get_resource_policy(SecretId=found["ARN"]).get("ResourcePolicy", ""),
            "type": found.get("Type"),
            "tags": tag_map(found.get("Tags") or ()),
        }


class SsmParameter(DataSource):
    name = "aws_ssm_parameter"

    def read(self, ctx: Context, config: Values) -> Values:
        decrypt = config.get("with_decryption") is not False
        found = ctx.client("ssm").get_parameter(Name=config["name"], WithDecryption=decrypt)["Parameter"]
        shown = found["Value"] if found["Type"] != "SecureString" else None
        return {
            "id": found["Name"],
            "arn": found["ARN"],
            "insecure_value": shown,
            "name": found["Name"],
            "type": found["Type"],
            "value": found["Value"],
            "version": found["Version"],
        }
