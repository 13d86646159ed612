"""What a type can tell of itself before it is made stands in the plan."""

from __future__ import annotations

from haveli.local.provider import planning
from haveli.local.provider.codec import UNKNOWN, conform_block
from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Resource, Values
from haveli.local.provider.schemas import Attribute, Block

BLOCK = Block(
    {
        "id": Attribute("string", computed=True),
        "name": Attribute("string", required=True),
        "address": Attribute("string", computed=True),
    },
    {},
)
DEFAULTS = Defaults("ap-south-1", {})


class Host(Resource):
    """Tells the address of a thing from its name before it is made."""

    recomputed = {"address": frozenset({"name"})}

    @classmethod
    def foreseen(cls, planned: Values, config: Values) -> Values:
        return {"address": f"{planned['name']}.example.com"} if planned["name"] is not UNKNOWN else {}


def created(name: object) -> Values:
    return planning.plan_create(Host, BLOCK, conform_block(BLOCK, {"name": name}), DEFAULTS).state


def changed(name: object) -> Values:
    prior = {"id": "1", "name": "a", "address": "as AWS told"}
    return planning.plan_update(Host, BLOCK, prior, conform_block(BLOCK, {"name": name}), DEFAULTS).state


def test_a_plan_shows_what_a_type_foresees_of_an_unknown_attribute() -> None:
    assert created("a")["address"] == "a.example.com"
    assert created(UNKNOWN)["address"] is UNKNOWN


def test_what_is_foreseen_follows_a_change_and_leaves_what_is_known_alone() -> None:
    assert changed("a")["address"] == "as AWS told"
    assert changed("b")["address"] == "b.example.com"
