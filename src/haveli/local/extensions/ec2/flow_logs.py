"""Flow logs: a bucket with a folder, a log group by its ARN, and the options of a destination."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import FlowLogAlreadyExists
from moto.ec2.models import EC2Backend

#: What S3 gets when nothing is said (EC2 API reference, DestinationOptionsRequest, 2026-11).
DESTINATION_OPTIONS = {"FileFormat": "plain-text", "HiveCompatiblePartitions": False, "PerHourPartition": False}


class FlowLogBackend(EC2Backend):
    def create_flow_logs(
        self, resource_ids: list[str], log_destination_type: str | None, log_destination: str | None, **rest: Any
    ) -> Any:
        """As moto, which takes a bucket's whole path for its name and knows log groups by name only."""
        if any(log.resource_id in resource_ids and log.log_destination == log_destination for log in self._elsewhere()):
            raise FlowLogAlreadyExists
        target = log_destination
        if log_destination_type == "s3" and log_destination:
            target = log_destination.partition("/")[0]
        elif log_destination and ":log-group:" in log_destination:
            rest["log_group_name"] = log_destination.partition(":log-group:")[2].removesuffix(":*")
        made, refused = super().create_flow_logs(
            resource_ids=resource_ids, log_destination_type=log_destination_type, log_destination=target, **rest
        )
        for log in made:
            log.log_destination = log_destination
        return made, refused

    def set_destination_options(self, ids: list[str], options: dict[str, Any]) -> None:
        """Keeps the options of new flow logs to S3, with AWS's defaults for those not given."""
        for id in ids:
            if self.flow_logs[id].log_destination_type == "s3":
                self.flow_logs[id].destination_options = {**DESTINATION_OPTIONS, **options}

    def _elsewhere(self) -> list[Any]:
        return [log for log in self.flow_logs.values() if log.log_destination]
