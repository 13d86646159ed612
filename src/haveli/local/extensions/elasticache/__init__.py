"""ElastiCache for the local cloud: replication groups with their members, and subnet groups, on the clock.

`group.py` has the rules of a replication group, `models.py` the groups of an account, `responses.py` the calls. There
is no Redis behind it. Users, cache clusters of their own and snapshots stay moto's.
"""

from __future__ import annotations


def install() -> None:
    """Puts this ElastiCache in the place of moto's, in this process. A second call changes nothing."""
    from moto.elasticache.models import elasticache_backends

    from haveli.local.extensions.elasticache.models import CacheBackend

    elasticache_backends.backend = CacheBackend
    for account in elasticache_backends.values():
        account.backend = CacheBackend
