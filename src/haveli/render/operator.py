"""What the operator stands on: the events that it hears, the topic on which it reports, and its role."""

from __future__ import annotations

from haveli.render.hcl import Attributes, Value
from haveli.render.kubernetes import cluster_facts
from haveli.render.platform_root import EKS, OPERATOR, outputs_of, platform_root
from haveli.render.root import Module, Output, Root, call
from haveli.spec.models import Platform
from haveli.spec.names import Kind, PlatformNames, application_name

NAMESPACE = "haveli"
ACCOUNT = "operator"


def operator(platform: Platform) -> Root:
    """Queue, rules, topic and role of the operator."""
    names = PlatformNames.of(platform.product)
    key = call(
        "key",
        "kms-key",
        {
            "alias": names.operator_key.text,
            "description": "Events of clusters, and the platform's alarms.",
            "services": ["cloudwatch.amazonaws.com", "events.amazonaws.com"],
        },
    )
    events = call(
        "events",
        "operator",
        {
            "name": names.operator.text,
            "cluster_name_prefix": f"{platform.product}-",
            "kms_key_arn": key.output("key_arn"),
            "emails": [platform.owner],
        },
    )
    role = _role(platform, key, events)
    described = {
        "queue_url": "Queue that the operator reads.",
        "queue_arn": "ARN of the operator's queue.",
        "queue_name": "Name of the operator's queue.",
        "dead_letter_queue_name": "Queue of events that could not be worked off.",
        "topic_arn": "Topic of the platform's alarms and of what the operator reports.",
    }
    outputs = {
        "kms_key_arn": Output("Key of queue and topic.", key.output("key_arn")),
        **outputs_of(events, described),
        "role_arn": Output("Role of the operator.", role.output("role_arn")),
    }
    return platform_root(platform, OPERATOR.name, "operator", (key, events, role), outputs, (EKS,))


def _role(platform: Platform, key: Module, events: Module) -> Module:
    return call(
        "role",
        "irsa-role",
        {
            "name": application_name(Kind.ROLE, platform.product, ACCOUNT).text,
            "description": "The operator resizes task fleets and ends idle clusters.",
            "service_account": {"namespace": NAMESPACE, "name": ACCOUNT},
            "trust": platform.eks.trust,
        },
        {"cluster": cluster_facts()},
        {"statements": _statements(platform, key, events)},
    )


def _statements(platform: Platform, key: Module, events: Module) -> Attributes:
    """Sees every cluster, changes those that haveli made, reads its own queue, and reports.

    ListClusters, GetMetricData and GetCostAndUsage know no resource; PutMetricData knows its namespace only (Service
    Authorization Reference, read 2026-11).
    """
    clusters: Value = [f"arn:aws:elasticmapreduce:{platform.region}:{platform.account}:cluster/*"]
    ours: Attributes = {
        "StringEquals": {
            "elasticmapreduce:ResourceTag/managed-by": ["haveli"],
            "elasticmapreduce:ResourceTag/product": [platform.product],
        }
    }
    return {
        "SeeTheAccount": {
            "actions": [
                "ce:GetCostAndUsage",
                "cloudwatch:GetMetricData",
                "ec2:DescribeSpotPriceHistory",
                "elasticmapreduce:ListClusters",
            ],
            "resources": ["*"],
        },
        "SeeClusters": {
            "actions": [
                "elasticmapreduce:DescribeCluster",
                "elasticmapreduce:ListInstanceFleets",
                "elasticmapreduce:ListInstances",
                "elasticmapreduce:ListSteps",
            ],
            "resources": clusters,
            "conditions": ours,
        },
        "ResizeAndEndClusters": {
            "actions": [
                "elasticmapreduce:ModifyInstanceFleet",
                "elasticmapreduce:PutAutoTerminationPolicy",
                "elasticmapreduce:TerminateJobFlows",
            ],
            "resources": clusters,
            "conditions": ours,
        },
        "HearEvents": {
            "actions": [
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
            ],
            "resources": [events.output("queue_arn")],
        },
        "Report": {"actions": ["sns:Publish"], "resources": [events.output("topic_arn")]},
        "ReportMetrics": {
            "actions": ["cloudwatch:PutMetricData"],
            "resources": ["*"],
            "conditions": {"StringEquals": {"cloudwatch:namespace": ["Haveli"]}},
        },
        "UseKey": {"actions": ["kms:Decrypt", "kms:GenerateDataKey"], "resources": [key.output("key_arn")]},
    }
