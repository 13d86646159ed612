from __future__ import annotations

import pytest

from haveli.catalog.releases import RELEASES, known, version


def test_releases_are_listed_oldest_first() -> None:
    numbers = [version(label) for label in RELEASES]
    assert numbers == sorted(numbers)


def test_every_release_allows_three_primaries_with_fleets() -> None:
    assert all(version(label) >= (6, 12, 0) for label in RELEASES)


def test_known_is_by_exact_label() -> None:
    assert known("emr-7.10.0")
    assert not known("7.10.0")


@pytest.mark.parametrize("label", ["7.10.0", "emr-7.10", "emr-seven", "", "abc-7.1.0"])
def test_another_shape_is_not_a_version(label: str) -> None:
    with pytest.raises(ValueError):
        version(label)
