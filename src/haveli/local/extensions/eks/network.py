"""What EKS looks up in the rest of the account, and what it makes there: a security group and network interfaces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.iam.exceptions import NotFoundException as NoSuchEntity
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends

from haveli.local.extensions.eks.exceptions import InvalidParameterException

#: Where services get their addresses unless the request says (API reference, KubernetesNetworkConfigRequest, 2026-11).
SERVICE_NETWORKS = ("10.100.0.0/16", "172.20.0.0/16")
_TWO_ZONES = 2


@dataclass(frozen=True)
class Surroundings:
    """The rest of one account in one region."""

    account: str
    region: str
    partition: str

    @property
    def _ec2(self) -> Any:
        return ec2_backends[self.account][self.region]

    def vpc_of(self, subnets: Sequence[str]) -> str:
        """The VPC of a cluster's subnets: they exist, in two zones of one VPC. Raises InvalidParameterException."""
        found = self.subnets(subnets)
        if len({subnet.vpc_id for subnet in found}) > 1:
            raise InvalidParameterException("Subnets specified must belong to the same VPC")
        if len({subnet.availability_zone for subnet in found}) < _TWO_ZONES:
            raise InvalidParameterException("Subnets specified must be in at least two different AZs")
        return str(found[0].vpc_id)

    def subnets(self, ids: Sequence[str]) -> list[Any]:
        """moto's subnets with these ids. Raises InvalidParameterException."""
        try:
            return [self._ec2.get_subnet(each) for each in ids]
        except EC2ClientError as error:
            raise InvalidParameterException(f"The subnet ID does not exist: {', '.join(ids)}") from error

    def service_network(self, vpc: str) -> str:
        """The first network for services that does not overlap the VPC's."""
        block = ip_network(self._ec2.get_vpc(vpc).cidr_block)
        return next((each for each in SERVICE_NETWORKS if not ip_network(each).overlaps(block)), SERVICE_NETWORKS[-1])

    def check_security_groups(self, groups: Sequence[str], vpc: str) -> None:
        """Raises InvalidParameterException for a security group that is not of this VPC."""
        for each in groups:
            group = self._ec2.get_security_group_from_id(each)
            if group is None or group.vpc_id != vpc:
                raise InvalidParameterException(f"The security group '{each}' does not exist in VPC {vpc}")

    def check_role(self, arn: str) -> None:
        """Raises InvalidParameterException for a role that does not exist."""
        self._role(arn, f"Role with arn: {arn}, could not be assumed because it does not exist")

    def check_pod_role(self, arn: str) -> None:
        """As `check_role`, and the role must trust EKS Pod Identity (user guide, "EKS Pod Identity role", 2026-11)."""
        role = self._role(arn, f"Role provided in the request does not exist: {arn}")
        document = role.assume_role_policy_document
        text = document if isinstance(document, str) else json.dumps(document)
        if "pods.eks.amazonaws.com" not in text:
            raise InvalidParameterException(f"Trust policy of role {arn} does not allow pods.eks.amazonaws.com")

    def _role(self, arn: str, problem: str) -> Any:
        try:
            return iam_backends[self.account][self.partition].get_role_by_arn(arn)
        except NoSuchEntity as error:
            raise InvalidParameterException(problem) from error

    def check_key(self, arn: str) -> None:
        """Raises InvalidParameterException for a key that does not exist."""
        if arn.rpartition("/")[2] not in kms_backends[self.account][self.region].keys:
            raise InvalidParameterException(f"Key with arn: {arn} does not exist or is not accessible")

    def launch_template(self, wanted: dict[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
        """Id, name and version of the launch template of a node group, and what that version says."""
        ec2 = self._ec2
        try:
            by_id = "id" in wanted
            template = (
                ec2.get_launch_template(wanted["id"]) if by_id else ec2.get_launch_template_by_name(wanted["name"])
            )
            version = template.get_version(wanted.get("version", "$Default"))
        except EC2ClientError as error:
            raise InvalidParameterException(f"The launch template does not exist: {wanted}") from error
        return {"id": template.id, "name": template.name, "version": str(version.number)}, version.data

    def make_security_group(self, cluster: str, vpc: str, suffix: str) -> str:
        """The group that EKS makes for a cluster: its members reach each other."""
        tags = {f"kubernetes.io/cluster/{cluster}": "owned", "aws:eks:cluster-name": cluster}
        text = "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes"
        group = self._ec2.create_security_group(f"eks-cluster-sg-{cluster}-{suffix}", text, vpc_id=vpc, tags=tags)
        self._ec2.authorize_security_group_ingress(
            group.id, "-1", None, None, ip_ranges=[], source_groups=[{"GroupId": group.id}], vpc_id=vpc
        )
        return str(group.id)

    def make_interfaces(self, cluster: str, subnets: Sequence[str], groups: Sequence[str]) -> list[str]:
        """The control plane's way into the VPC: one interface in each of the first two subnets."""
        made = []
        for subnet in self.subnets(subnets)[:_TWO_ZONES]:
            interface = self._ec2.create_network_interface(
                subnet,
                subnet.get_available_subnet_ip(None),
                group_ids=list(groups),
                description=f"Amazon EKS {cluster}",
            )
            made.append(str(interface.id))
        return made

    def take_away(self, interfaces: Sequence[str], group: str | None) -> None:
        """Deletes what EKS made; what is gone already is no error."""
        for each in interfaces:
            if each in self._ec2.enis:
                self._ec2.delete_network_interface(each)
        if group is not None and self._ec2.get_security_group_from_id(group) is not None:
            self._ec2.delete_security_group(group_id=group)
