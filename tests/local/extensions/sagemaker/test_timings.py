"""How long SageMaker takes."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

from haveli.local.extensions.sagemaker.timings import QUICK, REALISTIC


def test_the_quick_preset_is_shorter_in_everything_and_takes_at_most_a_second() -> None:
    for quick, realistic in zip(astuple(QUICK), astuple(REALISTIC), strict=True):
        assert timedelta(0) < quick <= timedelta(seconds=1) < realistic
