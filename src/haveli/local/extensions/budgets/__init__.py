"""Budgets for the local cloud: updates, notifications with subscribers, and tags.

A budget's notifications are identified by all that they say, not by a name; a notification without subscribers does not
exist. `notices.py` has those rules, `models.py` the budgets, `responses.py` the calls.
"""

from __future__ import annotations


def install() -> None:
    """Adds what moto lacks to its classes, in this process. A second call changes nothing."""
    from moto.budgets.models import BudgetsBackend
    from moto.budgets.responses import BudgetsResponse

    from haveli.local.extensions.budgets import models, responses

    for name, operation in models.OPERATIONS.items():
        setattr(BudgetsBackend, name, operation)
    for name, operation in responses.OPERATIONS.items():
        setattr(BudgetsResponse, name, operation)
