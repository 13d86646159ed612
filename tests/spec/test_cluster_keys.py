from __future__ import annotations

from haveli.spec.cluster_keys import CLUSTER, IDLE, TYPES
from haveli.spec.keys import walk


def test_every_key_of_a_cluster_has_a_default() -> None:
    assert not [path for path, key in walk(CLUSTER.keys) if key.required]


def test_the_limits_are_those_of_emr() -> None:
    assert (IDLE.least, IDLE.most) == (60, 604_800)
    assert (TYPES.least, TYPES.most) == (5, 30)
