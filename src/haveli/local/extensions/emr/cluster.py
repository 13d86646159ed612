"""A cluster of instance fleets on the clock.

1. STARTING until every fleet of RunJobFlow has its instances, BOOTSTRAPPING until they all run.
2. RUNNING while there are steps, WAITING without; a cluster that is not kept alive ends with its last step.
3. Idle for longer than its auto-termination policy says, it ends by itself, unless termination protection is on.
4. TERMINATING, then TERMINATED (or TERMINATED_WITH_ERRORS); an ended cluster stays and keeps its history.

Nothing runs in the background: `advance(now)` takes every transition up to `now`, each at the moment it was due, so
that looking often and looking once give the same history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.emr import fleet as fleets
from haveli.local.extensions.emr import step as steps
from haveli.local.extensions.emr.fleet import Fleet
from haveli.local.extensions.emr.instance import NO_REASON, Instance, Reason
from haveli.local.extensions.emr.site import Site, emr_id
from haveli.local.extensions.emr.specs import FleetSpec
from haveli.local.extensions.emr.step import Step

STARTING = "STARTING"
BOOTSTRAPPING = "BOOTSTRAPPING"
RUNNING = "RUNNING"
WAITING = "WAITING"
TERMINATING = "TERMINATING"
TERMINATED = "TERMINATED"
TERMINATED_WITH_ERRORS = "TERMINATED_WITH_ERRORS"

ENDED_STATES = (TERMINATED, TERMINATED_WITH_ERRORS)
UP_STATES = (RUNNING, WAITING)
_BY_USER = Reason("USER_REQUEST", "Terminated by user request")
# EMR's guide names no reason code for auto-termination; the message is ours.
_IDLE = Reason(
    "USER_REQUEST", "Auto-terminated: the cluster was idle for longer than its auto-termination policy allows"
)
_STEPS_DONE = Reason("ALL_STEPS_COMPLETED", "Steps completed")


@dataclass
class Settings:
    """What calls may change while a cluster lives."""

    termination_protected: bool
    keep_alive: bool
    visible_to_all_users: bool
    unhealthy_node_replacement: bool
    step_concurrency: int
    #: Seconds of idleness after which the cluster ends, None for never.
    idle_timeout: int | None
    managed_scaling: Mapping[str, Any] | None
    extended_support: bool | None


@dataclass
class Cluster:
    """A cluster, from RunJobFlow on."""

    id: str
    name: str
    arn: str
    request: Mapping[str, Any]
    site: Site
    settings: Settings
    tags: dict[str, str]
    created_at: datetime
    at: datetime
    fleets: list[Fleet] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    state: str = STARTING
    reason: Reason = NO_REASON
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    #: Why the cluster cannot start, found out while it tries.
    flaw: Reason | None = None
    _idle_since: datetime | None = None
    _ends_at: datetime | None = None

    def begin(self, specs: Sequence[FleetSpec], step_configs: Sequence[Mapping[str, Any]]) -> None:
        """Asks for the instances of every fleet and queues the steps of RunJobFlow."""
        role = self.request.get("StepExecutionRoleArn")
        self.steps += [Step.waiting(config, self.at, role) for config in step_configs]
        self.fleets += [Fleet.start(spec, self.site, self.at) for spec in specs]
        self.flaw = self.flaw or self._fleet_flaw()

    @property
    def live(self) -> bool:
        return self.state not in ENDED_STATES

    @property
    def ending(self) -> bool:
        return self.state == TERMINATING

    @property
    def up(self) -> bool:
        return self.state in UP_STATES

    @property
    def primary(self) -> Instance | None:
        """The primary that answers for the cluster: the oldest live one, the last one of an ended cluster."""
        of_role = [each for fleet in self.fleets if fleet.role == "MASTER" for each in fleet.instances]
        live = [each for each in of_role if each.live]
        return next(iter(live or of_role[-1:]), None)

    def fleet(self, fleet_id: str) -> Fleet | None:
        return next((fleet for fleet in self.fleets if fleet.id == fleet_id), None)

    def next_due(self) -> datetime | None:
        """When the cluster next changes by itself, None when it does not."""
        moments = [fleet.next_due() for fleet in self.fleets]
        moments += [step.due for step in self.steps if step.active]
        moments += [self._ends_at, self._idle_ends_at(), self._flaw_shows_at()]
        return min((moment for moment in moments if moment is not None), default=None)

    def advance(self, now: datetime) -> None:
        """Takes every transition that is due until `now`."""
        while self.live and (due := self.next_due()) is not None and due <= now:
            self.at = max(self.at, due)
            self._take_transitions()
        self.at = max(self.at, now)

    def add_fleet(self, spec: FleetSpec) -> Fleet:
        added = Fleet.start(spec, self.site, self.at)
        self.fleets.append(added)
        return added

    def add_steps(self, configs: Sequence[Mapping[str, Any]], execution_role: str | None) -> list[Step]:
        added = [Step.waiting(config, self.at, execution_role) for config in configs]
        self.steps += added
        self._settle()
        return added

    def cancel_step(self, step: Step) -> None:
        step.cancel(self.at)
        self._settle()

    def set_idle_timeout(self, seconds: int | None) -> None:
        """A new policy counts from now on."""
        self.settings.idle_timeout = seconds
        if self._idle_since is not None:
            self._idle_since = self.at

    def touch(self) -> None:
        """The cluster was seen at work: idleness counts from now on."""
        if self._idle_since is not None:
            self._idle_since = self.at

    def terminate(self, reason: Reason = _BY_USER) -> None:
        """Begins to end the cluster; one that ends or has ended is left as it is."""
        if not self.live or self.ending:
            return
        self.state, self.reason, self._idle_since = TERMINATING, reason, None
        self._ends_at = self.at + self.site.timings.terminating
        for step in self.steps:
            if step.active:
                step.cancel(self.at)
        for fleet in self.fleets:
            fleet.terminate()

    def _take_transitions(self) -> None:
        for fleet in self.fleets:
            fleet.advance(self.at)
        for step in self.steps:
            step.advance(self.at)
        self._settle()

    def _settle(self) -> None:
        """The state that follows from the fleets, the steps and the time."""
        if self.state == STARTING:
            self._settle_start()
        if self.state == BOOTSTRAPPING and all(fleet.state not in fleets.STARTING_STATES for fleet in self.fleets):
            self.state, self.ready_at = RUNNING, self.at
        if self.up:
            self._settle_work()
        if self._ends_at is not None and self._ends_at <= self.at:
            self._end()

    def _settle_start(self) -> None:
        if self.flaw is not None and _due(self._flaw_shows_at(), self.at):
            self.terminate(self.flaw)
        elif all(fleet.state != fleets.PROVISIONING for fleet in self.fleets):
            self.state = BOOTSTRAPPING

    def _fleet_flaw(self) -> Reason | None:
        return next((fleet.reason for fleet in self.fleets if fleet.state == fleets.SUSPENDED), None)

    def _settle_work(self) -> None:
        self._start_steps()
        if any(step.active for step in self.steps):
            self.state, self.reason, self._idle_since = RUNNING, Reason("", "Running step"), None
        elif not self.settings.keep_alive:
            self.terminate(_STEPS_DONE)
        else:
            self._wait()
        if _due(self._idle_ends_at(), self.at):
            self.terminate(_IDLE)

    def _wait(self) -> None:
        done = "Cluster ready after last step completed." if self.steps else "Cluster ready to run steps."
        self.state, self.reason = WAITING, Reason("", done)
        self._idle_since = self._idle_since or self.at

    def _start_steps(self) -> None:
        running = sum(step.state == steps.RUNNING for step in self.steps)
        waiting = [step for step in self.steps if step.state == steps.PENDING]
        for step in waiting[: max(self.settings.step_concurrency - running, 0)]:
            step.start(self.at, self.site.timings.step)

    def _idle_ends_at(self) -> datetime | None:
        if self._idle_since is None or self.settings.idle_timeout is None or self.settings.termination_protected:
            return None
        return self._idle_since + timedelta(seconds=self.settings.idle_timeout)

    def _flaw_shows_at(self) -> datetime | None:
        if self.flaw is None or self.state != STARTING:
            return None
        return self.created_at + self.site.timings.fulfilment

    def _end(self) -> None:
        with_errors = self.reason not in (_BY_USER, _IDLE, _STEPS_DONE)
        self.state = TERMINATED_WITH_ERRORS if with_errors else TERMINATED
        self.ended_at, self._ends_at = self.at, None
        for fleet in self.fleets:
            fleet.end(self.at)


def new_cluster_id() -> str:
    return emr_id("j-")


def _due(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment <= at
