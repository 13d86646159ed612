"""An instance fleet on the clock.

1. A fleet launches what its targets ask for and is PROVISIONING, then BOOTSTRAPPING, then RUNNING with its instances.
2. `resize` sets new targets: RESIZING until every launched instance runs and every removed one is gone. It overrides a
   resize in progress; a target equal to what is there ends it.
3. A shrink takes no young instance and never goes below the target; it waits for young ones, and after its limit the
   fleet is RUNNING again with the target unmet (durations: `Timings`).
4. `lose` ends one instance as a reclaim does; the fleet asks for another by itself.
5. A subnet without addresses leaves the fleet SUSPENDED until it gets a new target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from haveli.local.extensions.emr import instance as phase
from haveli.local.extensions.emr.filling import Unit, fill, remove
from haveli.local.extensions.emr.instance import NO_REASON, Instance, Reason
from haveli.local.extensions.emr.site import Site, ec2_id, emr_id
from haveli.local.extensions.emr.specs import ON_DEMAND, SPOT, FleetSpec, Purchase, Targets, TypeSpec, strategy

PROVISIONING = "PROVISIONING"
BOOTSTRAPPING = "BOOTSTRAPPING"
RUNNING = "RUNNING"
RESIZING = "RESIZING"
SUSPENDED = "SUSPENDED"
TERMINATING = "TERMINATING"
TERMINATED = "TERMINATED"

STARTING_STATES = (PROVISIONING, BOOTSTRAPPING)
_PURCHASES: tuple[Purchase, ...] = (ON_DEMAND, SPOT)
_CLUSTER_ENDED = Reason("CLUSTER_TERMINATED", "Cluster was terminated.")


@dataclass
class Fleet:
    """One fleet of a cluster, with every instance it ever had."""

    id: str
    role: str
    name: str | None
    types: tuple[TypeSpec, ...]
    launch: Mapping[str, Any]
    resize_specs: Mapping[str, Any]
    targets: Targets
    created_at: datetime
    site: Site
    state: str = PROVISIONING
    reason: Reason = NO_REASON
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    live: list[Instance] = field(default_factory=list)
    gone: list[Instance] = field(default_factory=list)
    _shrink_ends_at: datetime | None = None
    _shrink_due: datetime | None = None

    @classmethod
    def start(cls, spec: FleetSpec, site: Site, at: datetime) -> Fleet:
        """A new fleet whose first instances are asked for at `at`."""
        fleet = cls(
            id=emr_id("if-"),
            role=spec.role,
            name=spec.name,
            types=spec.types,
            launch=spec.launch,
            resize_specs=spec.resize,
            targets=spec.targets,
            created_at=at,
            site=site,
        )
        fleet._launch_missing(at)
        return fleet

    @property
    def instances(self) -> list[Instance]:
        """All instances, the oldest first."""
        return sorted([*self.gone, *self.live], key=lambda each: each.created_at)

    def provisioned(self, purchase: Purchase) -> int:
        """The units that the fleet has of a purchase option."""
        return sum(each.weight for each in self.live if each.provisioned and each.purchase == purchase)

    def next_due(self) -> datetime | None:
        """When the fleet next changes by itself."""
        moments = [due for each in self.live if (due := each.next_due()) is not None]
        if self._shrink_due is not None:
            moments.append(self._shrink_due)
        return min(moments, default=None)

    def advance(self, at: datetime) -> None:
        """Takes every transition that is due at `at`."""
        for each in self.live:
            each.advance(at, self.site.timings)
        self._bury()
        self._shrink(at)
        self._settle(at)

    def resize(self, targets: Targets, at: datetime) -> None:
        """New targets, in units: launches what is missing and begins to remove what is over."""
        self.targets, self.reason = targets, NO_REASON
        if self.state == SUSPENDED:
            self.state = RESIZING
        for each in self.live:
            each.leaves_at = None
        self._shrink_ends_at = at + self.site.timings.shrink_limit
        self._launch_missing(at)
        self._shrink(at)
        self._settle(at)

    def lose(self, instance_id: str, at: datetime, reason: Reason) -> None:
        """Ends one instance from outside (a spot reclaim, a failed host); the fleet asks for another."""
        for each in self.live:
            if each.id == instance_id:
                each.terminate(at, reason)
        self._bury()
        self._launch_missing(at)
        self._settle(at)

    def terminate(self) -> None:
        """The cluster begins to end; the instances stay until `end`."""
        self.state, self.reason = TERMINATING, _CLUSTER_ENDED
        self._shrink_ends_at = self._shrink_due = None
        for each in self.live:
            each.due = each.leaves_at = None

    def end(self, at: datetime) -> None:
        """The cluster has ended."""
        for each in self.live:
            each.terminate(at, _CLUSTER_ENDED)
        self._bury()
        self.state, self.ended_at = TERMINATED, at

    def _launch_missing(self, at: datetime) -> None:
        for purchase in _PURCHASES:
            missing = self.targets.of(purchase) - sum(each.weight for each in self._staying(purchase))
            for spec in fill(missing, self.types, strategy(self.launch, purchase)):
                if not self._launch(spec, purchase, at):
                    self._suspend()
                    return

    def _launch(self, spec: TypeSpec, purchase: Purchase, at: datetime) -> bool:
        address = self.site.subnet.take()
        if address is None:
            return False
        launched = Instance(
            id=emr_id("ci-"),
            ec2_id=ec2_id("i-"),
            fleet_id=self.id,
            type=spec.name,
            weight=spec.weight,
            purchase=purchase,
            address=address,
            created_at=at,
            due=at + self.site.timings.fulfilment,
        )
        self.live.append(launched)
        return True

    def _suspend(self) -> None:
        self.state = SUSPENDED
        self.reason = Reason("INSTANCE_FAILURE", f"Subnet {self.site.subnet.id} has no free addresses left.")

    def _shrink(self, at: datetime) -> None:
        """Removes what may go now, and notes when to look again at what is too young."""
        self._shrink_due = None
        if self._shrink_ends_at is None:
            return
        waiting = [each for purchase in _PURCHASES for each in self._shrink_purchase(purchase, at)]
        if not waiting or at >= self._shrink_ends_at:
            self._shrink_ends_at = None
            return
        grown = (each.created_at + self.site.timings.young for each in waiting)
        self._shrink_due = min([self._shrink_ends_at, *(moment for moment in grown if moment > at)])

    def _shrink_purchase(self, purchase: Purchase, at: datetime) -> list[Instance]:
        """Removes what may go of one purchase option; the instances that would go but are too young."""
        staying = self._staying(purchase)
        surplus = sum(each.weight for each in staying) - self.targets.of(purchase)
        removal = remove(surplus, [self._unit(each, at) for each in staying])
        for each in staying:
            if each.id in removal.going:
                self._let_go(each, at)
        self._bury()
        return [each for each in staying if each.id in removal.waiting]

    def _unit(self, each: Instance, at: datetime) -> Unit:
        requested = each.state == phase.AWAITING_FULFILLMENT
        old_enough = each.state == phase.RUNNING and at - each.created_at >= self.site.timings.young
        return Unit(each.id, each.weight, requested or old_enough, requested)

    def _let_go(self, each: Instance, at: datetime) -> None:
        if each.state == phase.RUNNING:
            each.leaves_at = at + self.site.timings.draining
        else:
            each.terminate(at, NO_REASON)

    def _staying(self, purchase: Purchase) -> list[Instance]:
        return [each for each in self.live if each.staying and each.purchase == purchase]

    def _bury(self) -> None:
        for each in [each for each in self.live if not each.live]:
            self.live.remove(each)
            self.gone.append(each)
            self.site.subnet.give_back(each.address)

    def _settle(self, at: datetime) -> None:
        """The state that follows from the instances."""
        if self.state == PROVISIONING and all(each.past_provisioning for each in self.live):
            self.state = BOOTSTRAPPING
        if self.state == BOOTSTRAPPING and all(each.state == phase.RUNNING for each in self.live):
            self.state, self.ready_at = RUNNING, at
        if self.state in (RUNNING, RESIZING):
            self.state = RESIZING if self._changing() else RUNNING

    def _changing(self) -> bool:
        moving = any(each.state != phase.RUNNING or each.leaves_at is not None for each in self.live)
        return moving or self._shrink_ends_at is not None
