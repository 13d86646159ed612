"""Writes the local provider's schema files from the generated npm package of the genuine provider's bindings.

    npm pack @cdktn/provider-aws@25.7.0 && tar -xzf cdktn-provider-aws-25.7.0.tgz
    python dev/extract_schema.py package

Version 25.7.0 of the package carries provider 6.66.0. Only facts are taken (names, types, flags), no text of the
package. One JSON file is written for each type that `dev/schema_types.txt` lists, and one for the provider itself,
under `src/haveli/local/provider/schema/`.

How the facts are found in `lib/<type>/*.js`:

1. The class of the resource and one `...OutputReference` class for each nested object have a comment for each attribute
   with its three flags, and a getter or a child object that tells the type of what is read.
2. A function `<struct>ToTerraform` (for the resource itself the method `synthesizeAttributes`) has a line for each
   argument. A nested struct under `listMapper(f, true)`, or under no mapper, is a block; under `listMapper(f, false)`
   it is an attribute that holds a list or set of objects. An attribute without such a line is computed only.
3. The table in `<struct>ToHclTerraform` (`synthesizeHclAttributes`) tells a list from a set; `struct` there is a
   `timeouts` block.
4. A block without a list mapper holds at most one item. Other maximums are not in the package: they are written as 0.
5. The statements of aws_wafv2_web_acl are untyped in the package. They are taken from aws_wafv2_web_acl_rule, whose
   statement has the same arguments and refers to itself. They are unrolled `STATEMENT_DEPTH` deep, a level less than in
   the genuine provider, whose schema of this one type takes megabytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "haveli" / "local" / "provider" / "schema"
FLAGS = ("computed", "optional", "required")

#: The type that a getter of the generated class tells.
GETTERS: dict[str, Any] = {
    "getListAttribute": ["list", "string"],
    "getNumberListAttribute": ["list", "number"],
    "getStringMapAttribute": ["map", "string"],
    "getStringAttribute": "string",
    "getNumberAttribute": "number",
    "getBooleanAttribute": "bool",
    "interpolationForAttribute": "dynamic",
}
#: The type of an argument in the HCL table, for the provider's class, whose getters tell nothing.
STORAGE = {"string": "string", "number": "number", "boolean": "bool", "stringList": "string", "stringMap": "string"}
#: How often a struct may occur inside itself.
STATEMENT_DEPTH = 2
#: What only a statement at the top may hold, and the blocks of a statement that are sets or lists of many items.
TOP_STATEMENTS = frozenset({"managed_rule_group_statement", "rate_based_statement", "rule_group_reference_statement"})
SETS_IN_STATEMENT = frozenset({"insert_header", "response_header", "text_transformation"})
MANY_IN_STATEMENT = frozenset(
    {"statement", "rule_action_override", "managed_rule_group_configs", "custom_keys", "headers"}
)


@dataclass(frozen=True)
class Attribute:
    """An attribute as its class declares it: what it reads is a plain type, or the objects of `reference`."""

    flags: dict[str, bool]
    type: Any = None
    reference: str = ""
    nesting: str = ""


@dataclass(frozen=True)
class Argument:
    """An argument as the writing functions tell it."""

    block: bool
    many: bool
    write_only: bool
    storage: str
    kind: str


@dataclass
class Module:
    """What the JavaScript files of one type declare."""

    classes: dict[str, tuple[str, str]] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)


def read_module(folder: Path) -> Module:
    text = "\n".join(path.read_text() for path in sorted(folder.rglob("*.js")))
    module = Module()
    for match in re.finditer(r"^class (\w+) extends cdktn\.(\w+) \{\n(.*?)^\}", text, re.M | re.S):
        module.classes[match[1]] = (match[2], match[3])
    for match in re.finditer(r"^function (\w+)\(struct\) \{\n(.*?)^\}", text, re.M | re.S):
        module.functions[match[1]] = match[2]
    return module


def extract(folder: Path) -> dict[str, Any]:
    """The schema of the type whose package folder this is."""
    module = read_module(folder)
    root = next(
        name
        for name, (base, _) in module.classes.items()
        if base in ("TerraformResource", "TerraformDataSource", "TerraformProvider")
    )
    body = module.classes[root][1]
    writer = body.partition("synthesizeAttributes() {")[2].partition("synthesizeHclAttributes")
    return {"block": block_of(module, body, arguments_of(writer[0], writer[2]))}


def block_of(module: Module, body: str, arguments: dict[str, Argument]) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    blocks: dict[str, Any] = {}
    for name, attribute in attributes_of(body):
        argument = arguments.get(name)
        if argument and argument.block:
            nested = nested_block(module, attribute, argument)
            blocks.update({name: nested} if nested else {})
        else:
            attributes[name] = {"type": type_of(module, attribute, argument), **flags_of(attribute, argument)}
    return {"attributes": attributes, "blocks": blocks}


def nested_block(module: Module, attribute: Attribute, argument: Argument) -> dict[str, Any] | None:
    """The block, or None where a struct that holds itself ends."""
    if attribute.flags.get("computed"):
        raise ValueError(f"{attribute.reference}: a block cannot be computed")
    struct = struct_of(attribute, argument)
    if module.open.count(struct) >= STATEMENT_DEPTH:
        return None
    inner = struct_block(module, struct)
    if ends_here(module, inner, struct):
        return None
    nesting = "single" if argument.kind == "struct" else argument.kind
    required = attribute.flags.get("required", False)
    limits = {"min": int(required and nesting != "single"), "max": 0 if argument.many or nesting == "single" else 1}
    return {"nesting": nesting, **limits, "block": inner}


def ends_here(module: Module, inner: dict[str, Any], struct: str) -> bool:
    """Whether a block has lost all that it holds because the struct inside it is one too deep."""
    declared = module.classes.get(f"{struct}OutputReference")
    return not inner["attributes"] and not inner["blocks"] and declared is not None and " - computed: " in declared[1]


def struct_of(attribute: Attribute, argument: Argument | None) -> str:
    """The name of the struct behind a nested attribute: of its reference class, or of the writer when it has none."""
    if attribute.reference:
        return re.sub(r"(OutputReference|List)$", "", attribute.reference)
    return re.sub(r"List$", "", argument.storage) if argument else ""


def struct_block(module: Module, struct: str) -> dict[str, Any]:
    lower = struct[0].lower() + struct[1:]
    table = module.functions.get(f"{lower}ToHclTerraform", "")
    arguments = arguments_of(module.functions.get(f"{lower}ToTerraform", ""), table)
    declared = module.classes.get(f"{struct}OutputReference")
    if declared:
        module.open.append(struct)
        block = block_of(module, declared[1], arguments)
        module.open.pop()
        return block
    plain = {name: {"type": storage_type(argument), "optional": True} for name, argument in arguments.items()}
    return {"attributes": plain, "blocks": {}}


def type_of(module: Module, attribute: Attribute, argument: Argument | None) -> Any:
    """Terraform's type of an attribute that is not a block."""
    if attribute.reference:
        nesting = argument.kind if argument else attribute.nesting
        return [nesting, object_type(struct_block(module, struct_of(attribute, argument)))]
    if argument and argument.kind in ("list", "set", "map"):
        element = attribute.type[1] if isinstance(attribute.type, list) else STORAGE[argument.storage]
        return [argument.kind, element]
    return attribute.type if attribute.type is not None else storage_type(argument)


def storage_type(argument: Argument | None) -> Any:
    if argument is None:
        raise ValueError("an attribute with neither a type nor an argument")
    element = STORAGE[argument.storage]
    return element if argument.kind == "simple" else [argument.kind, element]


def object_type(block: dict[str, Any]) -> list[Any]:
    members = {name: attribute["type"] for name, attribute in block["attributes"].items()}
    for name, nested in block["blocks"].items():
        members[name] = [nested["nesting"], object_type(nested["block"])]
    return ["object", members]


def flags_of(attribute: Attribute, argument: Argument | None) -> dict[str, bool]:
    write_only = {"write_only": True} if argument and argument.write_only else {}
    return {**{name: True for name in FLAGS if attribute.flags.get(name)}, **write_only}


def attributes_of(body: str) -> Iterator[tuple[str, Attribute]]:
    head = r"^    // (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n"
    end = r"(?=^    // \w+ - computed|^    // ===|\Z)"
    for name, *flags, text in re.findall(f"{head}(.*?){end}", body, re.M | re.S):
        values = {flag: value == "true" for flag, value in zip(FLAGS, flags, strict=True)}
        yield name, declared(values, text)


def declared(flags: dict[str, bool], text: str) -> Attribute:
    child = re.search(r"= new (?:\w+\.)?(\w+)\(this, \"\w+\"(?:, (true|false))?\)", text)
    if child and child[1] == "StringMap":
        return Attribute(flags, type=["map", "string"])
    if child:
        return Attribute(flags, reference=child[1], nesting="set" if child[2] == "true" else "list")
    getter = re.search(r"return .*this\.(\w+)\('", text)
    kind: Any = GETTERS[getter[1]] if getter else None
    return Attribute(flags, type=["set", *kind[1:]] if "Fn.tolist" in text else kind)


def arguments_of(writer: str, table: str) -> dict[str, Argument]:
    """The arguments of a struct, from the text of its two writing functions."""
    kinds = re.findall(
        r"^ +(\w+): \{\n +value: .*\n +isBlock: \w+,\n +type: \"(\w+)\",\n +storageClassType: \"(\w+)\"", table, re.M
    )
    found = {name: (kind, storage) for name, kind, storage in kinds}
    return {
        name: Argument(*written(expression), kind=found[name][0], storage=found[name][1])
        for name, expression in re.findall(r"^ {8,12}(\w+): (.*?),?$", writer, re.M)
        if name in found
    }


def written(expression: str) -> tuple[bool, bool, bool]:
    """Whether an argument is a block, holds many items, and is write-only."""
    mapper = re.search(r"listMapper\((?:\w+\.)?(\w+), (true|false)\)", expression)
    if mapper:
        return mapper[2] == "true", True, False
    struct = re.search(r"(?<!cdktn\.)\b(\w+ToTerraform)\(", expression)
    return struct is not None and "Mapper(" not in expression, False, "markWriteOnlyAttribute" in expression


def with_statements(acl: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    """The schema of aws_wafv2_web_acl with the statement of aws_wafv2_web_acl_rule in its `rule` block."""
    target = acl["block"]["blocks"]["rule"]["block"]
    del target["attributes"]["statement"]
    holder = {"attributes": {}, "blocks": {"statement": rule["block"]["blocks"]["statement"]}}
    target["blocks"]["statement"] = {**statement_limits(holder)["blocks"]["statement"], "max": 1}
    return acl


def statement_limits(block: dict[str, Any]) -> dict[str, Any]:
    """The block with the limits of the genuine aws_wafv2_web_acl in each block inside."""
    for name, nested in block["blocks"].items():
        inner = statement_limits(nested["block"])["blocks"]
        if name in SETS_IN_STATEMENT:
            nested |= {"nesting": "set", "min": int(name != "response_header")}
        nested["max"] = int(nested["nesting"] == "list" and name not in MANY_IN_STATEMENT)
        nested["min"] = max(nested["min"], int(name == "statement"))
        if "statement" in inner:
            lower = inner["statement"]["block"]["blocks"]
            inner["statement"]["block"]["blocks"] = {key: lower[key] for key in lower if key not in TOP_STATEMENTS}
            inner["statement"]["max"] = int(name == "not_statement")
    return block


def listed(kind: str) -> list[str]:
    lines = (HERE / "schema_types.txt").read_text().splitlines()
    return [line.split()[1] for line in lines if line.startswith(f"{kind} ")]


def write(path: Path, schema: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(schema, indent=1, sort_keys=True) + "\n")


def main(package: Path) -> None:
    library = package / "lib"
    for kind, folder, prefix in (("resource", "resources", ""), ("data", "data_sources", "data-aws-")):
        for name in listed(kind):
            source = library / (prefix + name.removeprefix("aws_").replace("_", "-"))
            schema = extract(source)
            if (kind, name) == ("resource", "aws_wafv2_web_acl"):
                schema = with_statements(schema, extract(library / "wafv2-web-acl-rule"))
            write(TARGET / folder / f"{name}.json", schema)
    provider = extract(library / "provider")
    provider["block"]["attributes"].pop("alias", None)
    write(TARGET / "provider.json", provider)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
