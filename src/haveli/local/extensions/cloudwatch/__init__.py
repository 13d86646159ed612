"""CloudWatch for the local cloud: composite alarms, whose state follows the alarms in their rules.

`rules.py` reads a rule and says what it is in given states; `models.py` keeps the alarms, `responses.py` has the calls.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.cloudwatch.models import CloudWatchBackend
    from moto.cloudwatch.responses import CloudWatchResponse

    from haveli.local.extensions.cloudwatch import models, responses

    CloudWatchBackend.delete_alarms = models.delete_alarms
    CloudWatchBackend.put_composite_alarm = models.put_composite_alarm
    CloudWatchResponse.describe_alarms = responses.describe_alarms
    CloudWatchResponse.put_composite_alarm = responses.put_composite_alarm
