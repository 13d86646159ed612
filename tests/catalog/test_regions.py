from __future__ import annotations

import pytest

from haveli.catalog.regions import region, zones


def test_mumbai_has_three_zones_in_order() -> None:
    assert zones("ap-south-1", 3) == ("ap-south-1a", "ap-south-1b", "ap-south-1c")
    assert zones("ap-south-1", 1) == ("ap-south-1a",)


def test_more_zones_than_a_region_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="3 zones"):
        zones("ap-south-1", 4)


def test_an_unknown_region_is_none() -> None:
    assert region("mars-north-1") is None
