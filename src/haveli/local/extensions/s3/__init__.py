"""S3: bucket policies with conditions, whole lifecycle rules, and buckets whose versioning was suspended.

moto 5.2.5 reads a statement with a Condition that it cannot evaluate as a refusal, whatever the statement's effect: a
policy that denies plain HTTP then denies everything. It forgets parts of lifecycle rules and of notifications, locks
only empty buckets, and fails on a delete marker in a bucket that is versioned no more.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's S3 in place."""
    from moto.s3.models import FakeBucket, FakeDeleteMarker, S3Backend
    from moto.s3.responses import S3Response

    from haveli.local.extensions.s3 import lifecycle, settings
    from haveli.local.extensions.s3.models import dispose, get_permission

    FakeBucket.get_permission = get_permission
    FakeBucket.set_lifecycle = lifecycle.set_lifecycle
    FakeBucket.delete_lifecycle = lifecycle.delete_lifecycle
    FakeDeleteMarker.dispose = dispose
    S3Backend.put_bucket_acl = settings.put_bucket_acl
    S3Backend.put_object_lock_configuration = settings.put_object_lock_configuration
    S3Response.get_bucket_notification = settings.get_bucket_notification
    S3Response.get_bucket_lifecycle = lifecycle.get_bucket_lifecycle
