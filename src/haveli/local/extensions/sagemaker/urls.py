"""Where SageMaker is served: moto's hosts, our response class. moto finds this file by the backend's module name."""

from __future__ import annotations

from moto.sagemaker.urls import url_bases

from haveli.local.extensions.sagemaker.responses import SageMakerResponse

__all__ = ["url_bases", "url_paths"]

url_paths = {"{0}/$": SageMakerResponse.dispatch}
