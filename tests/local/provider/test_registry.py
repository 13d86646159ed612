from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any

import pytest

from haveli.local.provider import diagnostics, registry
from haveli.local.provider.codec import UNKNOWN, conform_block
from haveli.local.provider.planning import plan_create
from haveli.local.provider.resource import Problem, Resource, Values
from haveli.local.provider.schemas import Block, Nested
from tests.local.provider.rules import plan_faults
from tests.local.provider.test_planning import DEFAULTS

KINDS = registry.resource_kinds()
SOURCES = registry.data_source_kinds()


def test_every_class_is_found_under_its_name_with_its_schema() -> None:
    assert {"aws_vpc", "aws_s3_bucket", "aws_emr_cluster", "aws_iam_role"} <= KINDS.keys()
    assert {"aws_caller_identity", "aws_iam_policy_document"} <= SOURCES.keys()
    assert all(kind.traits.name == name for name, kind in KINDS.items())
    assert all(source.traits.name == name for name, source in SOURCES.items())


def test_two_classes_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("package")
    package.__path__ = ["nowhere"]
    module = types.ModuleType("package.module")
    module.one = type("One", (Resource,), {"name": "aws_one"})  # type: ignore[attr-defined]
    module.other = type("Other", (Resource,), {"name": "aws_one"})  # type: ignore[attr-defined]
    info = types.SimpleNamespace(name="module")
    monkeypatch.setattr(registry.pkgutil, "iter_modules", lambda path: [info])
    monkeypatch.setattr(registry.importlib, "import_module", lambda name: module)
    with pytest.raises(ValueError, match="two classes serve aws_one: One and Other"):
        registry._named(package, Resource)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_types_traits_name_what_its_schema_has(name: str) -> None:
    kind = KINDS[name]
    causes = {cause for each in kind.traits.recomputed.values() for cause in each}
    traits = {*kind.traits.force_new, *kind.traits.defaults, *kind.traits.same, *kind.traits.sensitive}
    for path in {*traits, *kind.traits.recomputed, *causes}:
        block = kind.block
        *blocks, last = path.split(".")
        for head in blocks:
            assert head in block.blocks, f"{path}: {head} is no block"
            block = block.blocks[head].block
        assert last in block.attributes or last in block.blocks, f"{path} is not in the schema"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_configuration_of_which_nothing_is_known_is_validated_and_planned(name: str) -> None:
    kind = KINDS[name]
    for config in _unknown_configs(kind.block):
        _assert_shown(kind.traits.validate(config))
        plan = plan_create(type(kind.traits), kind.block, config, DEFAULTS)
        assert not list(plan_faults(kind.block, None, config, plan.state))


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_data_source_of_which_nothing_is_known_is_validated(name: str) -> None:
    source = SOURCES[name]
    for config in _unknown_configs(source.block):
        _assert_shown(source.traits.validate(config))


def _assert_shown(problems: Iterable[Problem]) -> None:
    for diagnostic in diagnostics.of_problems(problems):
        assert diagnostic.summary and "known after apply" not in diagnostic.summary + diagnostic.detail


def _unknown_configs(block: Block) -> list[Values]:
    """All arguments and blocks unknown; and each block there, with all that it has unknown."""
    return [conform_block(block, _unknown(block, depth)) for depth in (0, 1, 3)]


def _unknown(block: Block, depth: int) -> Values:
    given = {name: UNKNOWN for name, each in block.attributes.items() if each.required or each.optional}
    return {**given, **{name: _unknown_block(nested, depth) for name, nested in block.blocks.items()}}


def _unknown_block(nested: Nested, depth: int) -> Any:
    if nested.nesting == "single":
        return _unknown(nested.block, depth)
    return [_unknown(nested.block, depth - 1)] if depth else UNKNOWN
