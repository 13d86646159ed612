"""Ids that are names joined by a separator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources.eks_ids import joined, parts

NAMES = st.text("abc-/:", min_size=1)


@given(st.text("abc-", min_size=1), NAMES)
def test_an_id_gives_its_names_back(cluster: str, rest: str) -> None:
    assert parts(joined(cluster, rest), "cluster_name", "rest") == [cluster, rest]


@pytest.mark.parametrize("identity", ["", "a", ":b", "a:"])
def test_another_form_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="expected cluster:name"):
        parts(identity, "cluster", "name")
