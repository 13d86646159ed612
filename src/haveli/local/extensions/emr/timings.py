"""How long the phases of clusters, fleets, instances and steps take.

`QUICK` is for a running local cloud: a cluster is WAITING about two seconds after RunJobFlow. `REALISTIC` is for
simulations: minutes to bootstrap, and the limits that EMR puts on shrinking a fleet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Timings:
    """Durations of one preset."""

    #: From the request for an instance until EC2 gives it: AWAITING_FULFILLMENT.
    fulfilment: timedelta
    #: From the instance's start until its bootstrap actions run: PROVISIONING.
    provisioning: timedelta
    #: Until the instance takes work: BOOTSTRAPPING.
    bootstrapping: timedelta
    #: From the decision to remove an instance until it is gone, its tasks drained.
    draining: timedelta
    #: An instance younger than this is not removed by a shrink.
    young: timedelta
    #: A shrink that is not finished after this long ends with the target unmet.
    shrink_limit: timedelta
    #: How long a cluster is TERMINATING.
    terminating: timedelta
    #: How long a step runs.
    step: timedelta


QUICK = Timings(
    fulfilment=timedelta(milliseconds=300),
    provisioning=timedelta(milliseconds=500),
    bootstrapping=timedelta(milliseconds=900),
    draining=timedelta(milliseconds=300),
    young=timedelta(seconds=2),
    shrink_limit=timedelta(seconds=60),
    terminating=timedelta(milliseconds=500),
    step=timedelta(seconds=1),
)

# The ten-minute rule and the sixty-minute limit: EMR management guide, "Instance fleets", read 2026-11. The other
# durations are ours, in the range that clusters with a bootstrap action of a few minutes show.
REALISTIC = Timings(
    fulfilment=timedelta(seconds=30),
    provisioning=timedelta(seconds=90),
    bootstrapping=timedelta(minutes=4),
    draining=timedelta(minutes=1),
    young=timedelta(minutes=10),
    shrink_limit=timedelta(minutes=60),
    terminating=timedelta(minutes=2),
    step=timedelta(minutes=2),
)
