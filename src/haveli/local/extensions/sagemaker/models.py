"""The SageMaker backend: what one account has in one region, at the clock's time.

It is moto's with our own records in the place of moto's for the kinds of `shelf.py`, so that moto's tagging, search and
model packages find them. The response class holds `lock` for the length of a call.
"""

from __future__ import annotations

import threading
from typing import Any

from moto.sagemaker.models import SageMakerModelBackend

from haveli.local.clock import clock
from haveli.local.extensions.sagemaker import shelf
from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.network import Surroundings
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.shelf import Shelf
from haveli.local.extensions.sagemaker.timings import QUICK, Timings

lock = threading.RLock()


class SageMakerBackend(SageMakerModelBackend):
    """One account and region."""

    #: The durations of what begins from now on.
    timings: Timings = QUICK

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.shelf = Shelf(region_name, account_id, self.partition)
        self.domains = self.shelf.kinds[shelf.DOMAIN]
        self.model_package_groups = self.shelf.kinds[shelf.PACKAGE_GROUP]
        self._models = self.shelf.kinds[shelf.MODEL]
        self.endpoint_configs = self.shelf.kinds[shelf.ENDPOINT_CONFIG]
        self.endpoints = self.shelf.kinds[shelf.ENDPOINT]

    def place(self) -> Place:
        """Everything as it is now: what has ended by now is gone."""
        now = clock.now()
        self.shelf.take_gone(now)
        return Place(self.shelf, Surroundings(self.account_id, self.region_name), self.timings, now)

    def add_tags(self, arn: str, tags: list[dict[str, str]]) -> list[dict[str, str]]:
        """AddTags: a tag that is there gets the new value. Gives all tags."""
        resource = self._get_resource_from_arn(arn)
        given = {tag["Key"]: tag for tag in tags}
        resource.tags = [tag for tag in resource.tags or () if tag["Key"] not in given] + list(given.values())
        return list(resource.tags)

    def _get_resource_from_arn(self, arn: str) -> Any:
        """What has this ARN, for the calls on tags. Raises ValidationException for one of ours that is gone."""
        self.place()
        kind = arn.rpartition(":")[2].partition("/")[0]
        if kind not in shelf.KINDS:
            return super()._get_resource_from_arn(arn)
        record = self.shelf.by_arn(arn)
        if record is None:
            raise ValidationException(f"Resource {arn} does not exist.")
        return record
