"""Putting our EMR in the place of moto's."""

from __future__ import annotations

from moto import mock_aws
from moto.emr.models import emr_backends

from haveli.local.extensions.emr import install, urls
from haveli.local.extensions.emr.models import EmrBackend
from haveli.local.extensions.emr.responses import EmrResponse


def test_installing_twice_is_installing_once() -> None:
    install()
    install()
    assert emr_backends.backend is EmrBackend
    with mock_aws():
        assert type(emr_backends["123456789012"]["ap-south-1"]) is EmrBackend


def test_an_account_that_moto_knew_before_gets_our_backend_in_every_further_region() -> None:
    with mock_aws():
        account = emr_backends["123456789012"]
        install()
        assert type(account["eu-west-1"]) is EmrBackend


def test_requests_go_to_our_response_class() -> None:
    install()
    with mock_aws():
        handlers = set(emr_backends["123456789012"]["ap-south-1"].url_paths.values())
    assert handlers == set(urls.url_paths.values())
    assert {handler.__self__ for handler in handlers} == {EmrResponse}
