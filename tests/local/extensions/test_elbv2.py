"""Load balancing as AWS has it: names, attributes, protection and certificates."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions import elbv2
from haveli.local.extensions.elbv2 import defaults
from tests.local.provider.doubles import TestContext

NOTHING = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


class Cloud:
    """A VPC with subnets in three zones."""

    def __init__(self, ctx: TestContext) -> None:
        self.ctx, self.elb, ec2 = ctx, ctx.client("elbv2"), ctx.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"ap-south-1{zone}")[
                "Subnet"
            ]["SubnetId"]
            for number, zone in enumerate("aab")
        ]

    def balancer(self, name: str = "alb", **more: Any) -> Any:
        subnets = more.pop("Subnets", self.subnets[1:])
        return self.elb.create_load_balancer(Name=name, Subnets=subnets, **more)["LoadBalancers"][0]

    def listener(self, balancer: str, **more: Any) -> Any:
        wanted = {"Protocol": "HTTP", "Port": 80, "DefaultActions": NOTHING, **more}
        return self.elb.create_listener(LoadBalancerArn=balancer, **wanted)["Listeners"][0]


@pytest.fixture
def cloud(ctx: TestContext) -> Cloud:
    return Cloud(ctx)


def code(call: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(**request)
    return str(refused.value.response["Error"]["Code"])


def test_a_name_is_one_load_balancers(cloud: Cloud) -> None:
    cloud.balancer()
    assert code(cloud.balancer) == "DuplicateLoadBalancerName"


def test_a_load_balancer_stands_once_in_each_of_two_zones(cloud: Cloud) -> None:
    assert code(cloud.balancer, Subnets=cloud.subnets[:1]) == "ValidationError"
    assert code(cloud.balancer, Subnets=cloud.subnets) == "InvalidConfigurationRequest"
    assert cloud.elb.describe_load_balancers()["LoadBalancers"] == []


@pytest.mark.parametrize(("kind", "zone"), [("application", "ZP97RAFLXTNZK"), ("network", "ZVDDRBQ08TROA")])
def test_every_attribute_of_its_kind_has_a_value(cloud: Cloud, kind: str, zone: str) -> None:
    made = cloud.balancer(Type=kind, Tags=[{"Key": "a", "Value": "1"}])
    assert made["CanonicalHostedZoneId"] == zone
    found = cloud.elb.describe_load_balancer_attributes(LoadBalancerArn=made["LoadBalancerArn"])["Attributes"]
    assert {item["Key"]: item.get("Value", "") for item in found} == defaults.LOAD_BALANCER[kind]
    tags = cloud.elb.describe_tags(ResourceArns=[made["LoadBalancerArn"]])["TagDescriptions"][0]["Tags"]
    assert tags == [{"Key": "a", "Value": "1"}]


def test_attributes_of_another_kind_are_refused(cloud: Cloud) -> None:
    arn = cloud.balancer(Type="network")["LoadBalancerArn"]
    wrong = [{"Key": "idle_timeout.timeout_seconds", "Value": "1"}]
    change = cloud.elb.modify_load_balancer_attributes
    assert code(change, LoadBalancerArn=arn, Attributes=wrong) == "InvalidConfigurationRequest"


def test_protection_holds_until_it_is_off(cloud: Cloud) -> None:
    arn = cloud.balancer()["LoadBalancerArn"]
    for value, refused in (("true", True), ("false", False)):
        attribute = [{"Key": "deletion_protection.enabled", "Value": value}]
        cloud.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attribute)
        if refused:
            assert code(cloud.elb.delete_load_balancer, LoadBalancerArn=arn) == "OperationNotPermitted"
    cloud.elb.delete_load_balancer(LoadBalancerArn=arn)


def test_a_port_is_one_listeners(cloud: Cloud) -> None:
    arn = cloud.balancer()["LoadBalancerArn"]
    cloud.listener(arn)
    assert code(cloud.listener, balancer=arn) == "DuplicateListener"
    other = cloud.listener(arn, Port=81)["ListenerArn"]
    assert code(cloud.elb.modify_listener, ListenerArn=other, Port=80) == "DuplicateListener"
    assert cloud.elb.modify_listener(ListenerArn=other, Port=81)["Listeners"][0]["Port"] == 81


def test_tls_takes_an_issued_certificate_and_a_policy_that_exists(cloud: Cloud) -> None:
    arn, acm = cloud.balancer()["LoadBalancerArn"], cloud.ctx.client("acm")
    pending = acm.request_certificate(DomainName="a.example.com", ValidationMethod="DNS")["CertificateArn"]
    missing = pending[:-4] + "0000"
    for certificates, error in (([], "ValidationError"), ([pending], "UnsupportedCertificate")):
        request = {"Certificates": [{"CertificateArn": each} for each in certificates]}
        assert code(cloud.listener, balancer=arn, Protocol="HTTPS", **request) == error
    known = {"Protocol": "HTTPS", "Certificates": [{"CertificateArn": missing}]}
    assert code(cloud.listener, balancer=arn, **known) == "CertificateNotFound"
    assert code(cloud.listener, balancer=arn, **known, SslPolicy="none") == "SSLPolicyNotFound"


def test_plain_http_has_no_policy(cloud: Cloud) -> None:
    assert "SslPolicy" not in cloud.listener(cloud.balancer()["LoadBalancerArn"])


def test_a_resource_may_have_fifty_tags(cloud: Cloud) -> None:
    arn = cloud.balancer()["LoadBalancerArn"]
    tags = [{"Key": str(number), "Value": ""} for number in range(51)]
    cloud.elb.add_tags(ResourceArns=[arn], Tags=tags[:50])
    assert code(cloud.elb.add_tags, ResourceArns=[arn], Tags=tags[50:]) == "TooManyTags"


def test_a_group_knows_the_load_balancers_that_use_it_now(cloud: Cloud) -> None:
    group = cloud.elb.create_target_group(Name="a", Protocol="HTTP", Port=80, VpcId=cloud.vpc)["TargetGroups"][0]
    arn, balancer = group["TargetGroupArn"], cloud.balancer()["LoadBalancerArn"]
    listener = cloud.listener(balancer, DefaultActions=[{"Type": "forward", "TargetGroupArn": arn}])["ListenerArn"]

    def users() -> Any:
        return cloud.elb.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0].get("LoadBalancerArns", [])

    assert users() == [balancer]
    cloud.elb.modify_listener(ListenerArn=listener, DefaultActions=NOTHING)
    assert users() == []


@given(
    st.sampled_from(["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"]), st.sampled_from(["instance", "ip"])
)
def test_only_some_groups_keep_the_clients_address(protocol: str, kind: str) -> None:
    keeps = defaults.target_group_attributes(protocol, kind).get("preserve_client_ip.enabled")
    if protocol in ("HTTP", "HTTPS", "GENEVE"):
        assert keeps is None
    else:
        assert keeps == ("false" if kind == "ip" and protocol in ("TCP", "TLS") else "true")


def test_a_region_that_is_not_listed_has_no_zone() -> None:
    assert defaults.zone_of("mars-north-1", "application") is None


def test_installing_twice_changes_nothing() -> None:
    from moto.elbv2.models import ELBv2Backend

    before = ELBv2Backend.create_listener
    elbv2.install()
    assert ELBv2Backend.create_listener is before
