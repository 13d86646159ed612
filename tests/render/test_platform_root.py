"""What all roots of the platform share, and that what they read of each other is there."""

from __future__ import annotations

import pytest

from haveli.render.platform_root import bucket_outputs, platform_tags
from haveli.render.root import Root, call
from tests.render.arguments import reads
from tests.render.samples import OWNED
from tests.spec.samples import platform

ROOTS = {f"{root.env}/{root.name}": root for root in OWNED}


@pytest.mark.parametrize("root", ROOTS.values(), ids=list(ROOTS))
def test_what_a_root_reads_is_an_output_of_one_that_comes_before(root: Root) -> None:
    upstream = {read.label: ROOTS[f"{read.env}/{read.name}"] for read in root.reads}
    for label, output in reads(root):
        assert output in upstream[label].outputs, f"{label}.{output}"
        assert upstream[label].name < root.name


@pytest.mark.parametrize("root", ROOTS.values(), ids=list(ROOTS))
def test_a_root_reads_no_state_that_it_does_not_use(root: Root) -> None:
    assert {read.label for read in root.reads} == {label for label, _ in reads(root)}


def test_tags_name_the_root() -> None:
    assert platform_tags(platform(), "02-infra-eks", "eks")["root"] == "platform/02-infra-eks"


def test_a_bucket_has_its_name_and_its_arn_as_outputs() -> None:
    assert list(bucket_outputs("logs", "logs", call("logs", "s3-bucket"))) == ["logs_bucket_name", "logs_bucket_arn"]
