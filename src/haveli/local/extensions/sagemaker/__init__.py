"""SageMaker for the local cloud: Studio (domains, profiles, spaces, apps, lifecycle configurations), model package
groups, models, endpoint configurations and endpoints, on the clock.

`record.py` is the life that all of them share, `shelf.py` where they are kept; the files named for a noun have the
rules of each, `network.py` what SageMaker looks up and makes elsewhere in the account, `responses.py` the calls.
Everything else of SageMaker is moto's.

Nothing runs behind it: an app in service has no notebook, an endpoint answers what moto's runtime is told to answer. A
domain's home is a file system of moto's EFS without mount targets, so the security groups that AWS makes for them, and
leaves behind with a retained home, are not made. Several domains may have one name.
"""

from __future__ import annotations


def install() -> None:
    """Puts this SageMaker in the place of moto's, in this process. A second call changes nothing."""
    from moto.sagemaker.models import sagemaker_backends

    from haveli.local.extensions.sagemaker.models import SageMakerBackend

    sagemaker_backends.backend = SageMakerBackend
    for account in sagemaker_backends.values():
        account.backend = SageMakerBackend
