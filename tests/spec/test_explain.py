from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from haveli.errors import UsageError
from haveli.spec.explain import FILES, explain, json_schema, outline
from tests.spec.samples import FRAUD, PLATFORM_TEXT


def test_a_key_is_explained_with_meaning_type_default_and_update() -> None:
    (found,) = explain("clusters.production.primaries")
    assert (found.type, found.update) == ("1 or 3", "replaces the resource")
    assert found.because
    assert found.meaning in str(found)


def test_a_group_lists_its_keys() -> None:
    assert explain("clusters.production.task")[0].keys == ("min", "max", "types", "spot")


def test_an_index_is_ignored() -> None:
    assert explain("clusters.production.task.types[0]") == explain("clusters.production.task.types")


def test_a_key_of_both_files_is_explained_for_both() -> None:
    assert [found.file for found in explain("owner")] == list(FILES)


def test_an_unknown_key_is_answered_with_a_known_one() -> None:
    with pytest.raises(UsageError, match=r"clusters\.production\.task"):
        explain("clusters.production.tsk")


@pytest.mark.parametrize(("file", "text"), [("tenants/<tenant>.yaml", FRAUD), ("platform.yaml", PLATFORM_TEXT)])
def test_the_schema_accepts_the_files_of_the_repository_and_refuses_unknown_keys(file: str, text: str) -> None:
    schema = json.loads(json.dumps(json_schema(file)))
    validator = jsonschema.Draft202012Validator(schema)
    content = yaml.safe_load(text)
    validator.validate(content)
    assert list(validator.iter_errors({**content, "unknown": 1}))


def test_the_outline_has_every_key_of_both_files_with_its_meaning() -> None:
    listed = outline()
    assert list(listed) == list(FILES)
    for keys in listed.values():
        assert all(keys.values())
    assert listed["tenants/<tenant>.yaml"]["owner"] == explain("owner")[0].meaning
