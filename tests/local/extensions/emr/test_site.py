"""New identifiers in the forms of AWS."""

from __future__ import annotations

import re

import pytest

from haveli.local.extensions.emr.site import ec2_id, emr_id


@pytest.mark.parametrize("prefix", ["j-", "if-", "ci-", "s-"])
def test_identifiers_of_emr_are_thirteen_capitals_and_digits(prefix: str) -> None:
    assert re.fullmatch(prefix + "[A-Z0-9]{13}", emr_id(prefix))


def test_identifiers_of_ec2_are_seventeen_hexadecimal_digits() -> None:
    assert re.fullmatch("i-[0-9a-f]{17}", ec2_id("i-"))


def test_no_two_identifiers_are_the_same() -> None:
    assert len({emr_id("ci-") for _ in range(1000)}) == 1000
