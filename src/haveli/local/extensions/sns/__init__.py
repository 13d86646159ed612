"""SNS for the local cloud: topic attributes that moto takes and never gives back."""

from __future__ import annotations


def install() -> None:
    """Puts this operation in the place of moto's, in this process. A second call changes nothing."""
    from moto.sns.responses import SNSResponse

    from haveli.local.extensions.sns import responses

    SNSResponse.get_topic_attributes = responses.get_topic_attributes
