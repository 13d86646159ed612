"""Where ElastiCache is served: moto's address, our response class. moto finds this file by the backend's module."""

from __future__ import annotations

from moto.elasticache.urls import url_bases

from haveli.local.extensions.elasticache.responses import CacheResponse

__all__ = ["url_bases", "url_paths"]

url_paths = {"{0}/$": CacheResponse.dispatch}
