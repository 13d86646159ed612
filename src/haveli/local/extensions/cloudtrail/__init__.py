"""CloudTrail for the local cloud: selectors that replace each other, settings that can be taken away, and the bucket's
policy that lets a trail write.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.cloudtrail.models import CloudTrailBackend, Trail
    from moto.cloudtrail.responses import CloudTrailResponse

    from haveli.local.extensions.cloudtrail import models, responses

    for name, operation in models.OPERATIONS.items():
        setattr(CloudTrailBackend, name, operation)
    for name, operation in models.TRAIL.items():
        setattr(Trail, name, operation)
    CloudTrailResponse.get_trail = responses.get_trail
