"""Where EMR is served: moto's addresses, our response class. moto finds this file by the backend's module name."""

from __future__ import annotations

from moto.emr.urls import url_bases

from haveli.local.extensions.emr.responses import EmrResponse

__all__ = ["url_bases", "url_paths"]

url_paths = {"{0}/$": EmrResponse.dispatch}
