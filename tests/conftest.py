"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes depends on what else the machine does: never a reason to fail.
settings.register_profile("haveli", deadline=None)
settings.load_profile("haveli")
