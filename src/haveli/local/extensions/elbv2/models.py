"""Load balancers as AWS keeps them. Functions here become methods of moto's ELBv2Backend and FakeTargetGroup."""

from __future__ import annotations

from typing import Any

from moto.elbv2.exceptions import ELBClientError, LoadBalancerNotFoundError
from moto.elbv2.models import ELBv2Backend, FakeAction, FakeListener, FakeLoadBalancer, FakeTargetGroup
from moto.moto_api._internal import mock_random

from haveli.local.extensions.elbv2 import defaults, rules

_moto_create_listener = ELBv2Backend.create_listener
_moto_create_load_balancer = ELBv2Backend.create_load_balancer
_moto_create_target_group = ELBv2Backend.create_target_group
_moto_validate_conditions = ELBv2Backend._validate_conditions
_moto_delete_load_balancer = ELBv2Backend.delete_load_balancer

#: The part of an ARN that tells the kind of a load balancer.
KINDS = {"application": "app", "network": "net", "gateway": "gwy"}


def create_load_balancer(self: ELBv2Backend, name: str, *args: Any, **kwargs: Any) -> FakeLoadBalancer:
    """Creates a load balancer with AWS's attributes, in the VPC's default group when none is named."""
    rules.new_name(self.load_balancers.values(), name)
    balancer = _moto_create_load_balancer(self, name, *args, **kwargs)
    try:
        rules.zones(balancer.type, balancer.subnets)
    except ELBClientError:
        del self.load_balancers[balancer.arn]
        raise
    _name_by_kind(self, balancer)
    balancer.scheme = balancer.scheme or "internet-facing"
    balancer.dns_name = _dns_name(balancer, self.region_name)
    balancer.attrs = dict(defaults.LOAD_BALANCER[balancer.type])
    balancer.canonical_hosted_zone_id = (
        defaults.zone_of(self.region_name, balancer.type) or balancer.canonical_hosted_zone_id
    )
    if balancer.type == "application" and not balancer.security_groups:
        balancer.security_groups = [self.ec2_backend.get_default_security_group(balancer.vpc_id).id]
    return balancer


def delete_load_balancer(self: ELBv2Backend, arn: str) -> None:
    """Deletes a load balancer and its listeners, unless it is protected."""
    if arn in self.load_balancers:
        rules.unprotected(self.load_balancers[arn])
    _moto_delete_load_balancer(self, arn)


def modify_load_balancer_attributes(self: ELBv2Backend, arn: str, attrs: dict[str, str]) -> dict[str, str]:
    """Changes attributes of a load balancer: those that its kind has."""
    balancer = self.load_balancers.get(arn)
    if balancer is None:
        raise LoadBalancerNotFoundError()
    rules.known_attributes(defaults.LOAD_BALANCER[balancer.type], attrs, balancer.type)
    after = {**balancer.attrs, **attrs}
    rules.log_buckets(after, _buckets(self))
    balancer.attrs = after
    return after


def create_target_group(self: ELBv2Backend, name: str, **kwargs: Any) -> FakeTargetGroup:
    """Creates a target group with AWS's attributes."""
    group = _moto_create_target_group(self, name, **kwargs)
    group.attributes = defaults.target_group_attributes(group.protocol, group.target_type)
    return group


def load_balancer_arns(self: FakeTargetGroup) -> list[str]:
    """The load balancers that forward to this group now."""
    from moto.elbv2.models import elbv2_backends

    backend = elbv2_backends[self.account_id][self.region_name]
    return [
        balancer.arn
        for balancer in backend.load_balancers.values()
        if any(
            self.arn in backend._get_target_group_arns_from(action.data)
            for listener in balancer.listeners.values()
            for rule in listener.rules.values()
            for action in rule.actions
        )
    ]


def ignore_load_balancer_arns(self: FakeTargetGroup, value: list[str]) -> None:
    """moto keeps a list of its own, which nothing ever leaves."""


def create_listener(
    self: ELBv2Backend,
    load_balancer_arn: str,
    protocol: str,
    port: str,
    ssl_policy: str,
    certificate: str | None,
    *args: Any,
    **kwargs: Any,
) -> FakeListener:
    """Creates a listener on a free port; one with TLS has an issued certificate."""
    if load_balancer_arn in self.load_balancers:
        rules.free_port(self.load_balancers[load_balancer_arn], port)
    rules.certificate(protocol, certificate, ssl_policy, acm_certificate(self, certificate))
    policy = ssl_policy if protocol in rules.SECURE else None
    listener = _moto_create_listener(self, load_balancer_arn, protocol, port, policy, certificate, *args, **kwargs)
    listener.attributes = defaults.listener_attributes(protocol)
    return listener


def modify_listener(
    self: ELBv2Backend,
    arn: str,
    port: str | None = None,
    protocol: str | None = None,
    ssl_policy: str | None = None,
    certificates: list[dict[str, Any]] | None = None,
    actions: list[dict[str, Any]] | None = None,
) -> FakeListener:
    """Changes a listener. What belongs to TLS goes when its protocol has none."""
    listener = self.describe_listeners(load_balancer_arn=None, listener_arns=[arn])[0]
    balancer = self.load_balancers[listener.load_balancer_arn]
    after = protocol or listener.protocol
    wanted = certificates[0]["CertificateArn"] if certificates else listener.certificate
    policy = ssl_policy or listener.ssl_policy or "ELBSecurityPolicy-2016-08"
    rules.free_port(balancer, port, but=listener)
    self._validate_port_and_protocol(balancer.type, port or listener.port, after)
    rules.certificate(after, wanted, policy, acm_certificate(self, wanted))
    answers = [FakeAction(action) for action in actions or []]
    self._validate_actions(answers)
    if after != listener.protocol:
        listener.attributes = defaults.listener_attributes(after)
    is_secure = after in rules.SECURE
    listener.port, listener.protocol = port or listener.port, after
    listener.ssl_policy = policy if is_secure else None
    if not is_secure or wanted != listener.certificate:
        others = [each for each in listener.certificates[1:] if each != wanted]
        listener.certificate = wanted if is_secure else None
        listener.certificates = [wanted, *others] if is_secure else []
    if answers:
        listener.default_actions = answers
        listener._default_rule[0].actions = answers
    return listener


def add_tags(self: ELBv2Backend, resource_arns: list[str], tags: list[dict[str, str]]) -> None:
    """Adds or overwrites tags of resources that exist."""
    added = self.tagging_service.flatten_tag_list(tags)
    for arn in resource_arns:
        self._get_resource_by_arn(arn)
        rules.tag_count({**self.tagging_service.get_tag_dict_for_resource(arn), **added})
        self.tagging_service.tag_resource(arn, tags)


def validate_conditions(self: ELBv2Backend, conditions: list[dict[str, Any]]) -> None:
    """moto's checks; those of values do not fit conditions by regular expressions."""
    _moto_validate_conditions(self, [each for each in conditions if not _has_expressions(each)])


def acm_certificate(backend: ELBv2Backend, arn: str | None) -> Any:
    """ACM's certificate of this ARN; None when ACM has none or the certificate is IAM's."""
    from moto.acm.models import acm_backends

    certificates = acm_backends[backend.account_id][backend.region_name]
    return certificates.get_certificate(arn) if arn in certificates._certificates else None


def _name_by_kind(backend: ELBv2Backend, balancer: FakeLoadBalancer) -> None:
    """Gives a load balancer the ARN of its kind: moto's are all those of application load balancers."""
    old = balancer.arn
    balancer.arn = old.replace(":loadbalancer/app/", f":loadbalancer/{KINDS[balancer.type]}/")
    if balancer.arn != old:
        del backend.load_balancers[old]
        backend.load_balancers[balancer.arn] = balancer
        backend.tagging_service.copy_tags(old, balancer.arn)


def _dns_name(balancer: FakeLoadBalancer, region: str) -> str:
    if balancer.type == "network":
        return f"{balancer.name}-{balancer.arn.rpartition('/')[2]}.elb.{region}.amazonaws.com"
    prefix = "internal-" if balancer.scheme == "internal" else ""
    return f"{prefix}{balancer.name}-{mock_random.randrange(10**8, 10**10)}.{region}.elb.amazonaws.com"


def _has_expressions(condition: dict[str, Any]) -> bool:
    return any(isinstance(part, dict) and part.get("RegexValues") for part in condition.values())


def _buckets(backend: ELBv2Backend) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[backend.account_id][backend.partition].buckets


#: What `install` puts on moto's backend.
OPERATIONS = {
    "_validate_conditions": validate_conditions,
    "add_tags": add_tags,
    "create_listener": create_listener,
    "create_load_balancer": create_load_balancer,
    "create_target_group": create_target_group,
    "delete_load_balancer": delete_load_balancer,
    "modify_listener": modify_listener,
    "modify_load_balancer_attributes": modify_load_balancer_attributes,
}
