from __future__ import annotations

from haveli.spec.kinds import Group
from haveli.spec.tenant_keys import TENANT


def test_a_tenant_needs_a_name_and_an_owner_and_nothing_more() -> None:
    assert [name for name, key in TENANT.keys.items() if key.required] == ["tenant", "owner"]


def test_both_clusters_have_the_same_keys() -> None:
    clusters = TENANT.keys["clusters"].kind
    assert isinstance(clusters, Group)
    assert clusters.keys["production"].kind == clusters.keys["staging"].kind
