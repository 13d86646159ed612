"""The errors of SageMaker are those that its model has."""

from __future__ import annotations

import pytest

from haveli.local.extensions.sagemaker import exceptions
from tests.local.extensions.sagemaker.conftest import MODEL

pytestmark = pytest.mark.contract


@pytest.mark.parametrize("error", exceptions.SageMakerError.__subclasses__())
def test_each_code_is_one_of_the_service(error: type[exceptions.SageMakerError]) -> None:
    # ValidationException is common to all services and in no service's model.
    codes = {shape.name for shape in MODEL.error_shapes} | {"ValidationException"}
    assert error.code in codes and error("text").message == "text"
