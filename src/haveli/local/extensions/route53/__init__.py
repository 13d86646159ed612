"""Route 53 for the local cloud: record sets that are one for each name, type and identifier, with all routing policies.

moto finds a record set that exists only when a request repeats one that it saw, and deletes all sets with one
identifier. `changes.py` has the rules of a change batch, `models.py` puts them into moto's classes.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.route53.models import FakeZone, RecordSet, Route53Backend

    from haveli.local.extensions.route53 import models

    FakeZone.get_record_sets = models.get_record_sets
    RecordSet.__init__ = models.init_record_set
    Route53Backend.change_resource_record_sets = models.change_resource_record_sets
