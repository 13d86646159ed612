"""The committed schema files: well-formed, complete, and true where we know the genuine provider's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = ROOT / "src" / "haveli" / "local" / "provider" / "schema"
LISTED = [
    tuple(line.split()) for line in (ROOT / "dev" / "schema_types.txt").read_text().splitlines() if line[0] != "#"
]
FILES = sorted(SCHEMA.rglob("*.json"))
FLAGS = {"computed", "optional", "required", "write_only"}


def block(path: str) -> dict[str, Any]:
    return json.loads((SCHEMA / f"{path}.json").read_text())["block"]


def attribute(path: str, name: str) -> dict[str, Any]:
    return block(path)["attributes"][name]


def blocks_within(outer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield outer
    for nested in outer["blocks"].values():
        yield from blocks_within(nested["block"])


def is_type(form: Any) -> bool:
    match form:
        case "string" | "number" | "bool":
            return True
        case ["list" | "set" | "map", element]:
            return is_type(element)
        case ["object", members]:
            return isinstance(members, dict) and all(is_type(member) for member in members.values())
    return False


@pytest.mark.parametrize(("kind", "name"), LISTED)
def test_every_listed_type_has_a_file(kind: str, name: str) -> None:
    folder = {"resource": "resources", "data": "data_sources"}[kind]
    assert (SCHEMA / folder / f"{name}.json").is_file()


def test_no_file_is_left_of_a_type_that_is_not_listed() -> None:
    folders = {"resource": "resources", "data": "data_sources"}
    listed = {SCHEMA / folders[kind] / f"{name}.json" for kind, name in LISTED}
    assert set(FILES) == listed | {SCHEMA / "provider.json"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_well_formed(path: Path) -> None:
    schema = json.loads(path.read_text())
    assert set(schema) == {"block"}
    for inner in blocks_within(schema["block"]):
        assert set(inner) == {"attributes", "blocks"}
        for described in inner["attributes"].values():
            flags = {name for name in described if name != "type"}
            assert flags and flags <= FLAGS and all(described[flag] is True for flag in flags)
            assert not {"required", "optional"} <= flags and not {"required", "computed"} <= flags
            assert is_type(described["type"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_timeouts_are_a_single_block_and_limits_make_sense(path: Path) -> None:
    for inner in blocks_within(json.loads(path.read_text())["block"]):
        for name, nested in inner["blocks"].items():
            assert set(nested) == {"nesting", "min", "max", "block"}
            assert nested["nesting"] == "single" if name == "timeouts" else nested["nesting"] in ("list", "set")
            assert nested["min"] in (0, 1) and nested["max"] in (0, 1)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name == "resources"], ids=lambda path: path.stem
)
def test_a_resource_has_a_computed_id_and_tags_come_with_tags_all(path: Path) -> None:
    attributes = json.loads(path.read_text())["block"]["attributes"]
    if "id" in attributes:
        assert attributes["id"]["computed"] and attributes["id"]["type"] == "string"
    if "tags" in attributes:
        assert attributes["tags"] == {"type": ["map", "string"], "optional": True}
        assert attributes["tags_all"]["type"] == ["map", "string"] and attributes["tags_all"]["computed"]


def test_the_cluster_has_thirty_attributes_and_eight_blocks() -> None:
    cluster = block("resources/aws_emr_cluster")
    assert (len(cluster["attributes"]), len(cluster["blocks"])) == (30, 8)


def test_steps_of_a_cluster_are_an_attribute_with_nested_objects() -> None:
    kind, (inner, members) = attribute("resources/aws_emr_cluster", "step")["type"]
    assert (kind, inner) == ("list", "object")
    assert members["hadoop_jar_step"][1][1]["properties"] == ["map", "string"]


@pytest.mark.parametrize("name", ["ingress", "egress"])
def test_rules_of_a_security_group_are_an_optional_and_computed_set_of_objects(name: str) -> None:
    rules = attribute("resources/aws_security_group", name)
    assert rules["optional"] and rules["computed"]
    assert rules["type"][0] == "set" and rules["type"][1][0] == "object"
    members = rules["type"][1][1]
    assert members["self"] == "bool"
    assert members["from_port"] == "number"
    assert members["security_groups"] == ["set", "string"]
    assert members["cidr_blocks"] == ["list", "string"]


def test_a_rule_of_its_own_can_refer_to_another_group() -> None:
    rule = attribute("resources/aws_vpc_security_group_ingress_rule", "referenced_security_group_id")
    assert rule == {"type": "string", "optional": True}


def test_inline_policies_of_a_role_are_a_set_block() -> None:
    nested = block("resources/aws_iam_role")["blocks"]["inline_policy"]
    assert (nested["nesting"], nested["max"]) == ("set", 0)


def test_a_required_block_has_a_minimum() -> None:
    nested = block("resources/aws_eks_cluster")["blocks"]["vpc_config"]
    assert (nested["nesting"], nested["min"], nested["max"]) == ("list", 1, 1)


def test_a_nested_computed_attribute_keeps_its_flag() -> None:
    fleet = block("resources/aws_emr_cluster")["blocks"]["core_instance_fleet"]["block"]
    assert fleet["attributes"]["provisioned_spot_capacity"] == {"type": "number", "computed": True}


def test_a_computed_object_spells_out_its_type() -> None:
    identity = attribute("resources/aws_eks_cluster", "identity")
    assert identity["type"] == ["list", ["object", {"oidc": ["list", ["object", {"issuer": "string"}]]}]]


def test_a_write_only_argument_is_marked() -> None:
    assert attribute("resources/aws_db_instance", "password_wo")["write_only"]


def test_an_access_list_of_rules_is_typed_down_to_its_statements() -> None:
    rule = block("resources/aws_wafv2_web_acl")["blocks"]["rule"]["block"]
    statement = rule["blocks"]["statement"]
    assert (statement["min"], statement["max"]) == (1, 1)
    group = statement["block"]["blocks"]["managed_rule_group_statement"]["block"]
    assert group["attributes"]["vendor_name"] == {"type": "string", "required": True}
    conjunction = statement["block"]["blocks"]["and_statement"]["block"]["blocks"]["statement"]
    assert (conjunction["min"], conjunction["max"]) == (1, 0)
    assert "geo_match_statement" in conjunction["block"]["blocks"]


def test_the_provider_takes_default_tags_and_endpoints_but_no_alias() -> None:
    provider = block("provider")
    assert provider["blocks"]["default_tags"]["block"]["attributes"]["tags"]["type"] == ["map", "string"]
    assert provider["blocks"]["endpoints"]["nesting"] == "set"
    assert provider["attributes"]["allowed_account_ids"] == {"type": ["set", "string"], "optional": True}
    assert "alias" not in provider["attributes"]
