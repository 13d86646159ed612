"""Who AWS's own services are in policies: aws_elb_service_account and aws_service_principal."""

from __future__ import annotations

from haveli.local.provider.resource import Context, DataSource, Values

#: The account by which Elastic Load Balancing writes access logs in regions opened before August 2022; in later ones
#: it is a service principal (ELB user guide, "Access logs for your Application Load Balancer", 2026-11).
ELB_ACCOUNTS = {
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-northeast-1": "582318560864",
    "ap-northeast-2": "600734575887",
    "ap-northeast-3": "383597477331",
    "ap-south-1": "718504428378",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-southeast-3": "589379963580",
    "ca-central-1": "985666609251",
    "eu-central-1": "054676820928",
    "eu-north-1": "897822967062",
    "eu-south-1": "635631232127",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-west-3": "009996457667",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-gov-east-1": "190560391635",
    "us-gov-west-1": "048591011584",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
}

#: The end of a service's principal by partition (IAM user guide, "AWS service principals", 2026-11).
SUFFIXES = {"aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com"}


class ElbServiceAccount(DataSource):
    name = "aws_elb_service_account"

    def read(self, ctx: Context, config: Values) -> Values:
        region = config.get("region") or ctx.region
        if region not in ELB_ACCOUNTS:
            raise LookupError(f"unsupported ELB Service Account Region ({region})")
        account = ELB_ACCOUNTS[region]
        return {"id": account, "arn": f"arn:{ctx.partition}:iam::{account}:root"}


class ServicePrincipal(DataSource):
    name = "aws_service_principal"

    def read(self, ctx: Context, config: Values) -> Values:
        region, service = config.get("region") or ctx.region, config["service_name"]
        suffix = SUFFIXES[ctx.partition]
        return {
            "id": f"{service}.{region}.{suffix}",
            "name": f"{service}.{suffix}",
            "region": region,
            "suffix": suffix,
        }
