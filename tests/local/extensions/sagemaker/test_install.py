"""Putting our SageMaker in the place of moto's."""

from __future__ import annotations

from moto import mock_aws
from moto.sagemaker.models import sagemaker_backends

from haveli.local.extensions.sagemaker import install, urls
from haveli.local.extensions.sagemaker.models import SageMakerBackend
from haveli.local.extensions.sagemaker.responses import SageMakerResponse


def test_installing_twice_is_installing_once() -> None:
    install()
    install()
    assert sagemaker_backends.backend is SageMakerBackend
    with mock_aws():
        assert type(sagemaker_backends["123456789012"]["ap-south-1"]) is SageMakerBackend


def test_an_account_that_moto_knew_before_gets_our_backend_in_every_further_region() -> None:
    with mock_aws():
        account = sagemaker_backends["123456789012"]
        install()
        assert type(account["eu-west-1"]) is SageMakerBackend


def test_requests_go_to_our_response_class() -> None:
    install()
    with mock_aws():
        handlers = set(sagemaker_backends["123456789012"]["ap-south-1"].url_paths.values())
    assert handlers == set(urls.url_paths.values())
    assert {handler.__self__ for handler in handlers} == {SageMakerResponse}
