"""Where EC2 answers: moto finds this file beside its backend's."""

from __future__ import annotations

from moto.ec2.urls import url_bases, url_paths

__all__ = ["url_bases", "url_paths"]
