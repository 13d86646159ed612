from __future__ import annotations

import pytest

from haveli.catalog.instances import instance_type, instance_types, units


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("r6g.xlarge", 1),
        ("r6a.2xlarge", 2),
        ("r5a.4xlarge", 4),
        ("m6g.2xlarge", 1),
        ("m6a.4xlarge", 2),
        ("r6g.large", 0),
    ],
)
def test_a_unit_is_32_gib_of_memory(name: str, expected: int) -> None:
    assert units(name) == expected


def test_units_of_an_unknown_type_are_an_error_and_never_zero() -> None:
    with pytest.raises(KeyError):
        units("r99.xlarge")


def test_a_type_knows_its_family_size_and_memory_ratio() -> None:
    found = instance_type("r6g.2xlarge")
    assert found is not None
    assert (found.family, found.size, found.arch, found.gib_per_vcpu) == ("r6g", "2xlarge", "arm64", 8.0)


def test_an_unknown_type_is_none() -> None:
    assert instance_type("r6g.tiny") is None


def test_r7a_is_known_but_not_offered_in_mumbai() -> None:
    found = instance_type("r7a.xlarge")
    assert found is not None
    assert not found.offered


def test_the_r_family_starts_at_xlarge_on_emr() -> None:
    on_emr = {name for name, found in instance_types().items() if found.family.startswith("r") and found.on_emr}
    assert not any(name.endswith((".medium", ".large")) for name in on_emr)
    assert "r6g.xlarge" in on_emr


def test_memory_per_vcpu_follows_the_letter_of_the_family() -> None:
    ratios = {"r": 8.0, "m": 4.0, "c": 2.0}
    for found in instance_types().values():
        assert found.gib_per_vcpu == ratios[found.family[0]], found.name
