"""RDS for the local cloud: instances that keep what they were asked, and what RDS refuses.

`versions.py` has engines' versions, `rules.py` what is refused, `models.py` puts both into moto's classes.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.rds.models import DBInstance, MasterUserSecret, RDSBackend
    from moto.rds.responses import RDSResponse

    from haveli.local.extensions.rds import models, responses

    for name, operation in models.OPERATIONS.items():
        setattr(RDSBackend, name, operation)
    for name, attribute in models.PROPERTIES.items():
        setattr(DBInstance, name, property(attribute))
    DBInstance.default_db_parameter_group_details = models.default_db_parameter_group_details
    MasterUserSecret._generate_secret_string = models.secret_string
    RDSResponse.describe_db_parameter_groups = responses.describe_db_parameter_groups
    RDSResponse.reset_db_parameter_group = responses.reset_db_parameter_group
