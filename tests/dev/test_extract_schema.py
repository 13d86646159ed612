"""The extraction of schemas, on a small package of our own in the form of the generated one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "dev" / "extract_schema.py"

CLASSES = """
class ThingRuleOutputReference extends cdktn.ComplexObject {
    // port - computed: false, optional: false, required: true
    get port() {
        return this.getNumberAttribute('port');
    }
    // state - computed: true, optional: false, required: false
    get state() {
        return this.getStringAttribute('state');
    }
}
class ThingPartOutputReference extends cdktn.ComplexObject {
    // label - computed: false, optional: true, required: false
    get label() {
        return this.getStringAttribute('label');
    }
}
class Thing extends cdktn.TerraformResource {
    // arn - computed: true, optional: false, required: false
    get arn() {
        return this.getStringAttribute('arn');
    }
    // ids - computed: false, optional: true, required: false
    get ids() {
        return cdktn.Fn.tolist(this.getListAttribute('ids'));
    }
    // secret - computed: false, optional: true, required: false
    get secret() {
        return this.getStringAttribute('secret');
    }
    // found - computed: true, optional: false, required: false
    _found = new ThingPartList(this, "found", false);
    // parts - computed: true, optional: true, required: false
    _parts = new ThingPartList(this, "parts", true);
    // rule - computed: false, optional: false, required: true
    _rule = new ThingRuleOutputReference(this, "rule");
    // rules - computed: false, optional: true, required: false
    _rules = new ThingRuleList(this, "rules", true);
    // timeouts - computed: false, optional: true, required: false
    _timeouts = new ThingTimeoutsOutputReference(this, "timeouts");
    // =====
    synthesizeAttributes() {
        return {
            ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._ids),
            secret: this.markWriteOnlyAttribute(cdktn.stringToTerraform(this._secret)),
            parts: cdktn.listMapper(thingPartToTerraform, false)(this._parts),
            rule: thingRuleToTerraform(this._rule),
            rules: cdktn.listMapper(thingRuleToTerraform, true)(this._rules),
            timeouts: thingTimeoutsToTerraform(this._timeouts),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
TABLE
        };
    }
}
"""
KINDS = {
    "ids": ("set", "stringList"),
    "secret": ("simple", "string"),
    "parts": ("set", "ThingPartList"),
    "rule": ("list", "ThingRuleList"),
    "rules": ("set", "ThingRuleList"),
    "timeouts": ("struct", "ThingTimeouts"),
}


def struct(name: str, **members: str) -> str:
    """The two writing functions of a struct."""
    writer = "".join(f"        {member}: cdktn.x(struct.{member}),\n" for member in members)
    table = rows({member: ("simple", kind) for member, kind in members.items()})
    return (
        f"function {name}ToTerraform(struct) {{\n    return {{\n{writer}    }};\n}}\n"
        f"function {name}ToHclTerraform(struct) {{\n{table}\n}}\n"
    )


def rows(kinds: dict[str, tuple[str, str]]) -> str:
    return "\n".join(
        f"            {name}: {{\n                value: x,\n                isBlock: true,\n"
        f'                type: "{kind}",\n                storageClassType: "{storage}",\n            }},'
        for name, (kind, storage) in kinds.items()
    )


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_schema", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def block(script: ModuleType, tmp_path: Path) -> dict[str, Any]:
    structs = struct("thingRule", port="number") + struct("thingPart", label="string")
    structs += struct("thingTimeouts", create="string")
    (tmp_path / "index.js").write_text(structs + CLASSES.replace("TABLE", rows(KINDS)))
    return dict(script.extract(tmp_path)["block"])


def test_attributes_have_their_types_and_flags(block: dict[str, Any]) -> None:
    assert block["attributes"]["arn"] == {"type": "string", "computed": True}
    assert block["attributes"]["ids"] == {"type": ["set", "string"], "optional": True}
    assert block["attributes"]["secret"] == {"type": "string", "optional": True, "write_only": True}


def test_a_list_of_objects_under_a_false_mapper_is_an_attribute(block: dict[str, Any]) -> None:
    parts = block["attributes"]["parts"]
    assert parts == {"type": ["set", ["object", {"label": "string"}]], "computed": True, "optional": True}


def test_what_is_only_computed_is_an_attribute(block: dict[str, Any]) -> None:
    assert block["attributes"]["found"] == {"type": ["list", ["object", {"label": "string"}]], "computed": True}


def test_a_struct_is_a_block_of_one_and_a_true_mapper_one_of_many(block: dict[str, Any]) -> None:
    rule, rules = block["blocks"]["rule"], block["blocks"]["rules"]
    assert (rule["nesting"], rule["min"], rule["max"]) == ("list", 1, 1)
    assert (rules["nesting"], rules["min"], rules["max"]) == ("set", 0, 0)
    assert rule["block"]["attributes"]["port"] == {"type": "number", "required": True}


def test_timeouts_are_a_single_block(block: dict[str, Any]) -> None:
    timeouts = block["blocks"]["timeouts"]
    assert timeouts["nesting"] == "single"
    assert timeouts["block"]["attributes"] == {"create": {"type": "string", "optional": True}}


def test_a_struct_inside_itself_ends(script: ModuleType, tmp_path: Path) -> None:
    source = """
class LoopStatementOutputReference extends cdktn.ComplexObject {
    // name - computed: false, optional: true, required: false
    get name() {
        return this.getStringAttribute('name');
    }
    // inner - computed: false, optional: true, required: false
    _inner = new LoopStatementOutputReference(this, "inner");
}
class Loop extends cdktn.TerraformResource {
    // inner - computed: false, optional: true, required: false
    _inner = new LoopStatementOutputReference(this, "inner");
    // =====
    synthesizeAttributes() {
        return {
            inner: loopStatementToTerraform(this._inner),
        };
    }
    synthesizeHclAttributes() {
"""
    table = rows({"inner": ("list", "LoopStatementList"), "name": ("simple", "string")})
    writers = (
        "function loopStatementToTerraform(struct) {\n"
        "        name: cdktn.stringToTerraform(struct.name),\n"
        "        inner: loopStatementToTerraform(struct.inner),\n}\n"
        f"function loopStatementToHclTerraform(struct) {{\n{table}\n}}\n"
    )
    (tmp_path / "index.js").write_text(f"{writers}{source}{table}\n    }}\n}}\n")
    inner = script.extract(tmp_path)["block"]["blocks"]["inner"]["block"]
    for _ in range(script.STATEMENT_DEPTH - 1):
        inner = inner["blocks"]["inner"]["block"]
    assert inner["blocks"] == {} and "name" in inner["attributes"]
