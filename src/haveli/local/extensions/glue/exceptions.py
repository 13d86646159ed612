"""What Glue answers that moto never does."""

from __future__ import annotations

from moto.glue.exceptions import GlueClientError


class ConcurrentModificationException(GlueClientError):
    """The table is no longer at the version that the caller read; the text is AWS's (facts of 2026-11)."""

    def __init__(self) -> None:
        super().__init__("ConcurrentModificationException", "Update table failed due to concurrent modifications.")
