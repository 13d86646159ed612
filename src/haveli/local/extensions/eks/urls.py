"""Where EKS is served: moto's hosts, our response class. moto finds this file by the backend's module name."""

from __future__ import annotations

from moto.eks.urls import url_bases

from haveli.local.extensions.eks.responses import EksResponse

__all__ = ["url_bases", "url_paths"]

_PATHS = (
    "clusters",
    "clusters/(?P<rest>.+)",
    "addons/(?P<rest>.+)",
    "access-policies",
    "cluster-versions",
    "tags/(?P<rest>.+)",
)

url_paths = {f"{{0}}/{path}$": EksResponse.dispatch for path in _PATHS}
