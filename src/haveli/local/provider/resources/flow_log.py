"""aws_flow_log: the record of the traffic of a VPC, a subnet, a network interface or a transit gateway."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, settled, without_none

#: Argument -> the type that CreateFlowLogs has for what it names (EC2 API reference, 2026-11).
SUBJECTS = {
    "eni_id": "NetworkInterface",
    "regional_nat_gateway_id": "RegionalNatGateway",
    "subnet_id": "Subnet",
    "transit_gateway_attachment_id": "TransitGatewayAttachment",
    "transit_gateway_id": "TransitGateway",
    "vpc_id": "VPC",
}
#: The start of an id of each of them.
PREFIXES = {
    "eni-": "eni_id",
    "nat-": "regional_nat_gateway_id",
    "subnet-": "subnet_id",
    "tgw-attach-": "transit_gateway_attachment_id",
    "tgw-": "transit_gateway_id",
    "vpc-": "vpc_id",
}
DESTINATION_OPTIONS = {
    "file_format": "FileFormat",
    "hive_compatible_partitions": "HiveCompatiblePartitions",
    "per_hour_partition": "PerHourPartition",
}
#: What EC2 takes for options that a request leaves out (EC2 API reference, DestinationOptionsRequest, 2026-11).
INITIAL_OPTIONS = {"file_format": "plain-text", "hive_compatible_partitions": False, "per_hour_partition": False}


class FlowLog(Resource):
    """Nothing of a flow log but its tags can change in place."""

    name = "aws_flow_log"
    force_new = frozenset(
        {
            *SUBJECTS,
            "deliver_cross_account_role",
            "destination_options",
            "iam_role_arn",
            "log_destination",
            "log_destination_type",
            "log_format",
            "max_aggregation_interval",
            "tag_field_specification",
            "traffic_type",
        }
    )
    defaults = {
        "log_destination_type": "cloud-watch-logs",
        "max_aggregation_interval": 600,
        **{f"destination_options.{name}": value for name, value in INITIAL_OPTIONS.items()},
    }

    def create(self, ctx: Context, planned: Values) -> str:
        subject = next(name for name in SUBJECTS if planned.get(name))
        request = without_none(
            {
                "ResourceType": SUBJECTS[subject],
                "ResourceIds": [planned[subject]],
                "TrafficType": planned.get("traffic_type"),
                "LogDestinationType": planned.get("log_destination_type"),
                "LogDestination": planned.get("log_destination"),
                "LogFormat": planned.get("log_format"),
                "MaxAggregationInterval": planned.get("max_aggregation_interval"),
                "DeliverLogsPermissionArn": planned.get("iam_role_arn"),
                "DeliverCrossAccountRole": planned.get("deliver_cross_account_role"),
                "DestinationOptions": _destination_options(planned),
            }
        )
        answer = ctx.client("ec2").create_flow_logs(**request, **ec2.tagged("vpc-flow-log", planned))
        for refusal in answer.get("Unsuccessful", []):
            raise RuntimeError(f"{refusal['Error']['Code']}: {refusal['Error']['Message']}")
        return str(answer["FlowLogIds"][0])

    def read(self, ctx: Context, state: Values) -> Values | None:
        id = state["id"]
        found = ec2.one(ctx.client("ec2").describe_flow_logs, "FlowLogs", FlowLogIds=[id])
        if found is None:
            return None
        return {
            "id": id,
            "arn": ec2.arn(ctx, "vpc-flow-log", id),
            "traffic_type": settled(found.get("TrafficType"), state.get("traffic_type")),
            "log_destination_type": found["LogDestinationType"],
            "log_destination": _destination(ctx, found),
            "log_format": found.get("LogFormat", ""),
            "max_aggregation_interval": found["MaxAggregationInterval"],
            "iam_role_arn": settled(found.get("DeliverLogsPermissionArn"), state.get("iam_role_arn")),
            "deliver_cross_account_role": settled(
                found.get("DeliverCrossAccountRole"), state.get("deliver_cross_account_role")
            ),
            "tags_all": ec2.tags_of(found),
            **_subject(found["ResourceId"]),
            **_options_held(found, state),
        }

    def update(self, ctx: Context, change: Change) -> None:
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("InvalidFlowLogId.NotFound"):
            ctx.client("ec2").delete_flow_logs(FlowLogIds=[state["id"]])


def _destination_options(planned: Values) -> dict[str, Any] | None:
    options = first(planned.get("destination_options"))
    return without_none({member: options.get(name) for name, member in DESTINATION_OPTIONS.items()}) or None


def _options_held(found: dict[str, Any], state: Values) -> Values:
    """The destination's options as EC2 reports them; a configuration that leaves them out has EC2's defaults."""
    options = found.get("DestinationOptions")
    if options is None:
        return {}
    held = {name: options.get(member) for name, member in DESTINATION_OPTIONS.items()}
    if not state.get("destination_options") and held == INITIAL_OPTIONS:
        return {}
    return {"destination_options": [held]}


def _destination(ctx: Context, found: dict[str, Any]) -> str:
    """Where the records go: an ARN; for a log group that was given by name, EC2 reports the name alone."""
    if found.get("LogDestination"):
        return str(found["LogDestination"]).removesuffix(":*")
    return f"arn:{ctx.partition}:logs:{ctx.region}:{ctx.account}:log-group:{found.get('LogGroupName', '')}"


def _subject(id: str) -> Values:
    subject = next(name for prefix, name in PREFIXES.items() if id.startswith(prefix))
    return {**dict.fromkeys(SUBJECTS), subject: id}
