"""GetTrail with the trail's home region. Becomes a method of moto's CloudTrailResponse."""

from __future__ import annotations

import json

from moto.cloudtrail.responses import CloudTrailResponse


def get_trail(self: CloudTrailResponse) -> str:
    """GetTrail."""
    trail = self.cloudtrail_backend.get_trail(self._get_param("Name"))
    return json.dumps({"Trail": trail.description(include_region=True)})
