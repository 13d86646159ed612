"""Lookups of what stores and encrypts: aws_s3_bucket, aws_kms_alias and aws_kms_key."""

from __future__ import annotations

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Context, DataSource, Values
from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.s3_bucket import GONE, HOSTED_ZONES


class S3Bucket(DataSource):
    name = "aws_s3_bucket"

    def read(self, ctx: Context, config: Values) -> Values:
        s3, name = ctx.client("s3"), config["bucket"]
        try:
            s3.head_bucket(Bucket=name)
        except ClientError as error:
            if code_of(error) in GONE:
                raise LookupError(f"couldn't find S3 Bucket ({name})") from error
            raise
        region = s3.get_bucket_location(Bucket=name).get("LocationConstraint") or "us-east-1"
        return {
            "id": name,
            "arn": f"arn:{ctx.partition}:s3:::{name}",
            "bucket_domain_name": f"{name}.s3.amazonaws.com",
            "bucket_region": region,
            "bucket_regional_domain_name": f"{name}.s3.{region}.amazonaws.com",
            "hosted_zone_id": HOSTED_ZONES.get(region),
        }


class KmsAlias(DataSource):
    name = "aws_kms_alias"

    def read(self, ctx: Context, config: Values) -> Values:
        kms = ctx.client("kms")
        for page in kms.get_paginator("list_aliases").paginate():
            for alias in page["Aliases"]:
                if alias["AliasName"] == config["name"]:
                    key = kms.describe_key(KeyId=alias.get("TargetKeyId") or config["name"])["KeyMetadata"]
                    return {
                        "id": alias["AliasArn"],
                        "arn": alias["AliasArn"],
                        "target_key_id": key["KeyId"],
                        "target_key_arn": key["Arn"],
                    }
        raise LookupError(f"reading KMS Alias ({config['name']}): couldn't find resource")


class KmsKey(DataSource):
    name = "aws_kms_key"

    def read(self, ctx: Context, config: Values) -> Values:
        key = ctx.client("kms").describe_key(KeyId=config["key_id"])["KeyMetadata"]
        return {
            "id": key["KeyId"],
            "arn": key["Arn"],
            "aws_account_id": key["AWSAccountId"],
            "creation_date": key["CreationDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "customer_master_key_spec": key.get("KeySpec"),
            "description": key.get("Description", ""),
            "enabled": key["Enabled"],
            "key_manager": key["KeyManager"],
            "key_spec": key.get("KeySpec"),
            "key_state": key["KeyState"],
            "key_usage": key.get("KeyUsage", "ENCRYPT_DECRYPT"),
            "multi_region": bool(key.get("MultiRegion")),
            "multi_region_configuration": [],
            "origin": key["Origin"],
            "xks_key_configuration": [],
        }
