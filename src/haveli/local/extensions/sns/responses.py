"""GetTopicAttributes with every attribute that SetTopicAttributes takes (SNS API reference, 2026-11)."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.sns.responses import SNSResponse

_moto_get_topic_attributes = SNSResponse.get_topic_attributes

FORGOTTEN = (
    "ArchivePolicy",
    "FifoThroughputScope",
    "SignatureVersion",
    "TracingConfig",
    *(
        f"{protocol}{outcome}"
        for protocol in ("Application", "Firehose", "HTTP", "Lambda", "SQS")
        for outcome in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
    ),
)


def get_topic_attributes(self: SNSResponse) -> ActionResult:
    """moto's answer, with the attributes that were set and that it leaves out."""
    answer = _moto_get_topic_attributes(self)
    topic = self.backend.get_topic(self._get_param("TopicArn"))
    for name in FORGOTTEN:
        value = getattr(topic, camelcase_to_underscores(name), None)
        if value not in (None, ""):
            answer.result["Attributes"][name] = value
    return answer
