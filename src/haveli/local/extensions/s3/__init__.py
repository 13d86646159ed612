"""S3: bucket policies with conditions.

moto 5.2.5 reads a statement with a Condition that it cannot evaluate as a refusal, whatever the statement's effect: a
policy that denies plain HTTP then denies everything.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's S3 in place."""
    from moto.s3.models import FakeBucket

    from haveli.local.extensions.s3.models import get_permission

    FakeBucket.get_permission = get_permission
