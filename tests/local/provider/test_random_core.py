"""Random resource types under the real core: it finds none of their plans and results inconsistent.

Each example is one root with a resource of each of many random types. Values that are not known at plan time come from
a `terraform_data` whose input changes with each apply.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from haveli.local.provider import server
from haveli.local.provider.resource import Values
from haveli.local.provider.schemas import Block
from haveli.local.provider.session import Cloud
from tests.local.provider.random_kinds import configs, kinds
from tests.local.provider.terraform import Root

pytestmark = pytest.mark.contract

TYPES = 25


class Late:
    """Takes some values out of a configuration, for references to them that are known only during an apply."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.values: dict[str, Any] = {}

    def maybe(self, value: Any) -> Any:
        if self.random.random() < 0.75:
            return value
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${{terraform_data.late.output.{name}}}"


def as_json(block: Block, config: Values, late: Late) -> Values:
    """A configuration in Terraform's JSON syntax."""
    result = {name: late.maybe(config[name]) for name in block.attributes if config[name] is not None}
    for name, nested in block.blocks.items():
        items = config[name]
        if not items:
            continue
        if nested.nesting == "single":
            result[name] = as_json(nested.block, items, late)
        elif nested.nesting == "map":
            result[name] = {key: as_json(nested.block, item, late) for key, item in items.items()}
        else:
            result[name] = [as_json(nested.block, item, late) for item in items]
    return result


@given(st.data())
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_random_types_are_created_changed_and_settle(core: Path, tmp_path_factory: Any, data: Any) -> None:
    types = {f"aws_echo{number}": data.draw(kinds()) for number in range(TYPES)}
    serving = server.start(Cloud("http://127.0.0.1:1", "123456789012"), "us-east-1", types, {})
    try:
        root = Root(core, tmp_path_factory.mktemp("root"), serving.address)
        for turn in range(3):
            late = Late(data.draw(st.randoms()))
            resources = {
                name: {"this": as_json(kind.block, data.draw(configs(kind)), late)} for name, kind in types.items()
            }
            told = {"late": {"input": {**late.values, "turn": turn}}}
            (root.folder / "more.tf.json").write_text(json.dumps({"resource": {**resources, "terraform_data": told}}))
            root.settle("")
    finally:
        serving.end()
