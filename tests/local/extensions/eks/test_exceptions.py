"""The errors of EKS."""

from __future__ import annotations

import pytest

from haveli.local.extensions.eks import exceptions
from tests.local.extensions.eks.conftest import MODEL

ERRORS = [
    exceptions.InvalidParameterException,
    exceptions.InvalidRequestException,
    exceptions.NotFoundException,
    exceptions.ResourceInUseException,
    exceptions.ResourceNotFoundException,
]


@pytest.mark.parametrize("error", ERRORS)
def test_each_error_is_one_of_the_service(error: type[exceptions.EksError]) -> None:
    made = error("text")
    assert made.code == error.__name__ and made.message == "text"
    assert error.__name__ in {shape.name for shape in MODEL.error_shapes}


def test_an_unknown_cluster_is_named() -> None:
    error = exceptions.no_cluster("c")
    assert error.message == "No cluster found for name: c." and vars(error)["clusterName"] == "c"
