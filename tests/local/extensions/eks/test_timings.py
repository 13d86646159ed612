"""How long EKS takes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from haveli.local.extensions.eks.timings import QUICK, REALISTIC


def test_a_running_local_cloud_waits_at_most_two_seconds_for_anything() -> None:
    assert all(timedelta(0) < each <= timedelta(seconds=2) for each in asdict(QUICK).values())


def test_simulations_take_what_clusters_take() -> None:
    quick, real = asdict(QUICK), asdict(REALISTIC)
    assert all(real[name] > 10 * quick[name] for name in quick)
    assert REALISTIC.cluster > REALISTIC.node_group > REALISTIC.addon
