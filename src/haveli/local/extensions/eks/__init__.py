"""EKS for the local cloud: clusters, node groups, add-ons, access entries and pod identities, on the clock.

`record.py` is the life that all of them share, `cluster.py`, `node_group.py`, `addon.py`, `access.py` and
`pod_identity.py` have the rules of each, `network.py` what EKS looks up and makes elsewhere in the account,
`responses.py` the calls. There is no Kubernetes behind it. Fargate profiles and Outposts are not served.
"""

from __future__ import annotations


def install() -> None:
    """Puts this EKS in the place of moto's, in this process. A second call changes nothing."""
    from moto.eks.models import eks_backends

    from haveli.local.extensions.eks.models import EksBackend

    eks_backends.backend = EksBackend
    for account in eks_backends.values():
        account.backend = EksBackend
