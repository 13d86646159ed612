"""Facts about AWS's own services: aws_service_principal and aws_elb_service_account."""

from __future__ import annotations

from haveli.local.provider.resource import Context, DataSource, Values

#: The account that writes the access logs of load balancers, by region (Elastic Load Balancing user guide, "Enable
#: access logs", 2026-11). Regions after 2022-08 have none: there a service principal writes.
LOAD_BALANCERS = {
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-northeast-1": "582318560864",
    "ap-northeast-2": "600734575887",
    "ap-northeast-3": "383597477331",
    "ap-south-1": "718504428378",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
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
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
}
_SUFFIX = "amazonaws.com"


class ServicePrincipal(DataSource):
    """The name by which policies trust a service."""

    name = "aws_service_principal"

    def read(self, ctx: Context, config: Values) -> Values:
        service = config["service_name"]
        return {
            "id": f"{service}.{ctx.region}.{_SUFFIX}",
            "name": f"{service}.{_SUFFIX}",
            "suffix": _SUFFIX,
        }


class ElbServiceAccount(DataSource):
    name = "aws_elb_service_account"

    def read(self, ctx: Context, config: Values) -> Values:
        if ctx.region not in LOAD_BALANCERS:
            raise LookupError(f"unsupported region ({ctx.region}): its load balancers write logs as a service")
        account = LOAD_BALANCERS[ctx.region]
        return {"id": account, "arn": f"arn:{ctx.partition}:iam::{account}:root"}
