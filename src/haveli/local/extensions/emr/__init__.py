"""EMR for the local cloud: clusters of instance fleets as state machines on the clock, in moto's storage and dispatch.

Read `cluster.py` for the life of a cluster, `fleet.py` for capacity, `rules.py` for what is refused, `responses.py` for
the calls. Clusters of instance groups stay moto's own.
"""

from __future__ import annotations


def install() -> None:
    """Puts this EMR in the place of moto's, in this process. A second call changes nothing."""
    from moto.emr.models import emr_backends

    from haveli.local.extensions.emr.models import EmrBackend

    emr_backends.backend = EmrBackend
    for account in emr_backends.values():
        account.backend = EmrBackend
