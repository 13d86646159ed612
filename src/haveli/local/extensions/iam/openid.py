"""Calls for OpenID Connect providers (IAM API reference, 2026-11)."""

from __future__ import annotations

import hashlib
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.responses import IamResponse


def create_open_id_connect_provider(self: IamResponse) -> ActionResult:
    """As moto; without thumbprints IAM looks one up at the provider. Ours is made from the address."""
    url = self._get_param("Url")
    thumbprints = self._get_param("ThumbprintList") or [hashlib.sha1(url.encode()).hexdigest()]
    made = self.backend.create_open_id_connect_provider(
        url, thumbprints, self._get_param("ClientIDList", []), self._get_param("Tags", [])
    )
    return ActionResult({"OpenIDConnectProviderArn": made.arn})


def add_client_id_to_open_id_connect_provider(self: IamResponse) -> ActionResult:
    """Adds an audience; one that is there already is no error."""
    provider, client = _provider(self), self._get_param("ClientID")
    if client not in provider.client_id_list:
        provider.client_id_list = [*provider.client_id_list, client]
    return EmptyResult()


def remove_client_id_from_open_id_connect_provider(self: IamResponse) -> ActionResult:
    """Takes an audience away; one that is not there is no error."""
    provider, client = _provider(self), self._get_param("ClientID")
    provider.client_id_list = [each for each in provider.client_id_list if each != client]
    return EmptyResult()


def _provider(response: IamResponse) -> Any:
    return response.backend.get_open_id_connect_provider(response._get_param("OpenIDConnectProviderArn"))


#: What `install` puts on moto's response class.
OPERATIONS = {
    operation.__name__: operation
    for operation in (
        create_open_id_connect_provider,
        add_client_id_to_open_id_connect_provider,
        remove_client_id_from_open_id_connect_provider,
    )
}
