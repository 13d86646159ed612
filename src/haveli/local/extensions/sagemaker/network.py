"""What SageMaker looks up in the rest of the account, and what it makes there: a domain's home in EFS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.efs.models import efs_backends
from moto.kms.models import kms_backends

from haveli.local.extensions.sagemaker.exceptions import ValidationException

#: The tag that SageMaker gives to the file system of a domain (developer guide, "Amazon EFS volumes", 2026-11).
HOME_TAG = "ManagedByAmazonSageMakerResource"


@dataclass(frozen=True)
class Surroundings:
    """The rest of one account in one region."""

    account: str
    region: str

    def check_subnets(self, subnets: Iterable[str], vpc: str) -> None:
        """Raises ValidationException for a subnet that is not of this VPC."""
        for each in subnets:
            try:
                found = ec2_backends[self.account][self.region].get_subnet(each)
            except EC2ClientError as error:
                raise ValidationException(f"Subnet {each} does not exist.") from error
            if found.vpc_id != vpc:
                raise ValidationException(f"Subnet {each} is not in VPC {vpc}.")

    def check_security_groups(self, groups: Iterable[str], vpc: str) -> None:
        """Raises ValidationException for a security group that is not of this VPC."""
        for each in groups:
            group = ec2_backends[self.account][self.region].get_security_group_from_id(each)
            if group is None or group.vpc_id != vpc:
                raise ValidationException(f"Security group {each} does not exist in VPC {vpc}.")

    def check_key(self, key: str) -> None:
        """Raises ValidationException for a KMS key (an id or an ARN) that does not exist."""
        if key.rpartition("/")[2] not in kms_backends[self.account][self.region].keys:
            raise ValidationException(f"KMS key {key} does not exist or is not accessible.")

    def make_home(self, domain: str, domain_arn: str, key: str | None) -> str:
        """A new file system for the homes of a domain's users; its id."""
        made = self._efs.create_file_system(
            creation_token=domain,
            performance_mode="generalPurpose",
            encrypted=True,
            kms_key_id=key,
            throughput_mode="bursting",
            provisioned_throughput_in_mibps=None,
            availability_zone_name=None,
            backup=False,
            tags=[{"Key": HOME_TAG, "Value": domain_arn}],
        )
        return str(made.file_system_id)

    def delete_home(self, file_system: str) -> None:
        """Deletes a file system; one that somebody else deleted already is no error."""
        if file_system in self._efs.file_systems_by_id:
            self._efs.delete_file_system(file_system)

    @property
    def _efs(self) -> Any:
        return efs_backends[self.account][self.region]
