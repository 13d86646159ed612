"""A made-up resource type with a bit of everything, and a data source, for tests against the real core."""

from __future__ import annotations

import json
from queue import Queue

from botocore.exceptions import ClientError

from haveli.local.provider.lifecycle import Kind, Source
from haveli.local.provider.resource import Change, Context, DataSource, Problem, Unfinished, Values, json_form
from haveli.local.provider.schemas import Attribute, Block, Nested
from tests.local.provider.echo import Echo

TEXT = Attribute("string", optional=True)
TOLD = Attribute("string", computed=True)
BOTH = Attribute("string", optional=True, computed=True)

OPTION = Block({"key": Attribute("string", required=True), "value": BOTH}, {})
RULE = Block(
    {
        "port": Attribute("number", required=True),
        "protocol": TEXT,
        "source": BOTH,
        "policy": TEXT,
        "rule_id": TOLD,
    },
    {"option": Nested("set", 0, 0, OPTION)},
)
STEP = Block({"name": Attribute("string", required=True), "command": TEXT, "step_id": TOLD, "mode": BOTH}, {})
SETTING = Block({"level": TEXT, "engine": TOLD}, {})
TIMEOUTS = Block({"create": TEXT, "delete": TEXT}, {})

THING = Block(
    {
        "id": TOLD,
        "arn": TOLD,
        "name": Attribute("string", required=True),
        "size": Attribute("number", optional=True),
        "ratio": Attribute("number", optional=True),
        "note": TEXT,
        "zone": BOTH,
        "policy": TEXT,
        "secret": TEXT,
        "parent": TEXT,
        "labels": Attribute(["set", "string"], optional=True),
        "order": Attribute(["list", "string"], optional=True),
        "revision": Attribute("number", computed=True),
        "region": BOTH,
        "tags": Attribute(["map", "string"], optional=True),
        "tags_all": Attribute(["map", "string"], optional=True, computed=True),
    },
    {
        "rule": Nested("set", 0, 0, RULE),
        "step": Nested("list", 0, 0, STEP),
        "setting": Nested("list", 0, 1, SETTING),
        "timeouts": Nested("single", 0, 0, TIMEOUTS),
    },
)


class Thing(Echo):
    """Its name and note tell what goes wrong: `refused`, `half`, `broken`. One named `slow...` is put into `waits` when
    its wait begins, and is ready when a test puts its name into `ready`.
    """

    name = "aws_thing"
    block = THING
    force_new = frozenset({"name", "rule.protocol"})
    defaults = {"note": "none", "rule.protocol": "tcp"}
    same = {"policy": json_form, "rule.policy": json_form}
    sensitive = frozenset({"secret"})
    recomputed = {"revision": frozenset({"size"}), "step.step_id": frozenset({"size"})}

    def __init__(self) -> None:
        super().__init__()
        self.waits: Queue[str] = Queue()
        self.ready: set[str] = set()

    def validate(self, config: Values) -> list[Problem]:
        size = config["size"]
        return [Problem("size is too large", "At most 100.", ("size",))] if isinstance(size, int) and size > 100 else []

    def create(self, ctx: Context, planned: Values) -> str:
        if planned["name"] == "refused":
            raise refusal("CreateThing")
        id = super().create(ctx, planned)
        if planned["name"] == "half":
            raise Unfinished({"id": id, "arn": "arn:half"}, refusal("StartThing"))
        if planned["name"].startswith("slow"):
            self._await(ctx, id, planned["name"])
        return id

    def _await(self, ctx: Context, id: str, name: str) -> None:
        def probe() -> bool | None:
            return name in self.ready or None

        self.waits.put(name)
        try:
            ctx.wait(probe, what=f"thing {id} to be ready", seconds=120, every=0.01)
        except Exception as error:  # as a real class: what was made goes into the state
            raise Unfinished({"id": id}, error) from error

    def update(self, ctx: Context, change: Change) -> None:
        if change.after["note"] == "refused":
            self.things[change.before["id"]]["size"] = change.after["size"]
            raise refusal("ModifyThing")
        if change.after["note"] == "broken":
            raise KeyError("a fault of the class")
        super().update(ctx, change)

    def another_form(self, value: str) -> str:
        return json.dumps(json.loads(value), indent=2)


class FoundThing(DataSource):
    """Finds a thing by its name."""

    name = "aws_thing"
    block = Block(
        {
            "id": TOLD,
            "name": Attribute("string", required=True),
            "size": Attribute("number", computed=True),
            "region": BOTH,
        },
        {},
    )

    def __init__(self, things: dict[str, Values]) -> None:
        self.things = things

    def read(self, ctx: Context, config: Values) -> Values:
        for thing in self.things.values():
            if thing["name"] == config["name"]:
                return {"id": thing["id"], "size": thing["size"]}
        raise ValueError(f"no thing is named {config['name']}")


def refusal(operation: str) -> ClientError:
    """AWS says no."""
    fault = {"Code": "AccessDenied", "Message": "not for you"}
    return ClientError({"Error": fault}, operation)  # type: ignore[arg-type]


def kinds(thing: Thing) -> dict[str, Kind]:
    """The resource types of a server."""
    return {"aws_thing": Kind(thing, THING)}


def sources(thing: Thing) -> dict[str, Source]:
    """The data sources of a server."""
    return {"aws_thing": Source(FoundThing(thing.things), FoundThing.block)}


def only(things: dict[str, Values]) -> Values:
    """The one thing that there is."""
    assert len(things) == 1, sorted(things)
    return next(iter(things.values()))
