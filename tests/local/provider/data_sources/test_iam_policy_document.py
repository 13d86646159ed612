"""The policy document's JSON, letter by letter where states and reviews see it."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.data_sources.iam_policy_document import IamPolicyDocument, merge, policy_document
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext

NOWHERE = TestContext("http://127.0.0.1:9")  # no call is made


def document(**config: Any) -> Any:
    return json.loads(read(IamPolicyDocument(), NOWHERE, **config)["json"])


def only_statement(**block: Any) -> Any:
    [statement] = document(statement=[block])["Statement"]
    return statement


def test_the_json_is_the_genuine_providers_to_the_letter() -> None:
    found = read(
        IamPolicyDocument(),
        NOWHERE,
        statement=[
            {
                "sid": "List",
                "actions": ["s3:GetObject", "s3:ListBucket"],
                "resources": ["arn:aws:s3:::b"],
                "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::1:root"]}],
                "condition": [{"test": "StringLike", "variable": "s3:prefix", "values": ["b/", "a/"]}],
            }
        ],
    )
    expected = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "List",
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket",
        "s3:GetObject"
      ],
      "Resource": "arn:aws:s3:::b",
      "Principal": {
        "AWS": "arn:aws:iam::1:root"
      },
      "Condition": {
        "StringLike": {
          "s3:prefix": [
            "b/",
            "a/"
          ]
        }
      }
    }
  ]
}"""
    assert found["json"] == expected
    assert found["minified_json"] == json.dumps(json.loads(expected), separators=(",", ":"))
    assert found["id"] == str(zlib.crc32(expected.encode()))


def test_without_statements_only_the_version_is_left() -> None:
    assert document() == {"Version": "2012-10-17"}
    assert document(version="2008-10-17", policy_id="p") == {"Version": "2008-10-17", "Id": "p"}


def test_every_element_has_its_not_form() -> None:
    assert only_statement(
        effect="Deny",
        not_actions=["a:B"],
        not_resources=["*"],
        not_principals=[{"type": "Service", "identifiers": ["x.amazonaws.com"]}],
    ) == {
        "Effect": "Deny",
        "NotAction": "a:B",
        "NotResource": "*",
        "NotPrincipal": {"Service": "x.amazonaws.com"},
    }


def test_only_the_star_type_becomes_a_bare_star() -> None:
    assert only_statement(principals=[{"type": "*", "identifiers": ["*"]}])["Principal"] == "*"
    assert only_statement(principals=[{"type": "AWS", "identifiers": ["*"]}])["Principal"] == {"AWS": "*"}


def test_principals_of_one_type_are_joined() -> None:
    blocks = [
        {"type": "Service", "identifiers": ["a.amazonaws.com"]},
        {"type": "AWS", "identifiers": ["1", "2"]},
        {"type": "Service", "identifiers": ["b.amazonaws.com"]},
    ]
    principal = only_statement(principals=blocks)["Principal"]
    assert principal["AWS"] == ["2", "1"]
    assert sorted(principal["Service"]) == ["a.amazonaws.com", "b.amazonaws.com"]


def test_conditions_of_one_test_and_variable_are_joined() -> None:
    blocks = [
        {"test": "StringEquals", "variable": "aws:x", "values": ["1"]},
        {"test": "StringEquals", "variable": "aws:x", "values": ["2"]},
        {"test": "StringEquals", "variable": "aws:a", "values": ["3"]},
    ]
    found = only_statement(condition=blocks)["Condition"]["StringEquals"]
    assert found["aws:a"] == "3" and sorted(found["aws:x"]) == ["1", "2"]


def test_policy_variables_are_written_with_an_ampersand() -> None:
    found = only_statement(
        resources=["arn:aws:s3:::home/&{aws:username}"],
        principals=[{"type": "AWS", "identifiers": ["&{aws:x}"]}],
        condition=[{"test": "StringLike", "variable": "s3:prefix", "values": ["&{aws:username}/*"]}],
    )
    assert found["Resource"] == "arn:aws:s3:::home/${aws:username}"
    assert found["Principal"] == {"AWS": "${aws:x}"}
    assert found["Condition"]["StringLike"]["s3:prefix"] == "${aws:username}/*"


def test_the_old_version_has_no_variables() -> None:
    with pytest.raises(ValueError, match="2008-10-17"):
        document(version="2008-10-17", statement=[{"resources": ["&{aws:x}"]}])


def test_html_characters_are_escaped_as_go_does() -> None:
    found = read(IamPolicyDocument(), NOWHERE, statement=[{"actions": ["a:B"], "resources": ["x&<y>\u20ac"]}])
    assert "x\\u0026\\u003cy\\u003e\u20ac" in found["json"]


def source(sid: str | None, action: str, **more: Any) -> str:
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Sid": sid, "Effect": "Allow", "Action": action}], **more}
    )


def test_sources_come_first_and_own_statements_replace_theirs_by_sid() -> None:
    found = document(
        source_policy_documents=[source("one", "a:A"), source("two", "a:B")],
        statement=[{"sid": "two", "actions": ["own:B"]}, {"actions": ["own:C"]}],
    )
    assert [statement["Action"] for statement in found["Statement"]] == ["a:A", "own:B", "own:C"]


def test_overrides_come_last() -> None:
    found = document(
        statement=[{"sid": "one", "actions": ["own:A"]}],
        override_policy_documents=[source("one", "first:A"), source("one", "last:A"), source(None, "more:B")],
    )
    assert [statement["Action"] for statement in found["Statement"]] == ["last:A", "more:B"]


def test_an_id_and_a_newer_version_are_taken_over() -> None:
    found = document(version="2008-10-17", override_policy_documents=[source(None, "a:A", Id="theirs")])
    assert (found["Version"], found["Id"]) == ("2012-10-17", "theirs")


def test_a_source_keeps_its_lists_and_may_have_a_lone_statement() -> None:
    text = json.dumps(
        {
            "Statement": {
                "Effect": "Allow",
                "Action": ["b:B", "a:A"],
                "Principal": {"AWS": ["1", "2"]},
                "Condition": {"Bool": {"aws:SecureTransport": False}},
            }
        }
    )
    [statement] = document(source_policy_documents=[text])["Statement"]
    assert statement["Action"] == ["b:B", "a:A"] and statement["Principal"] == {"AWS": ["2", "1"]}
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize(
    "config",
    [
        {"source_policy_documents": [source("one", "a:A"), source("one", "a:B")]},
        {"statement": [{"sid": "one", "actions": ["a:A"]}, {"sid": "one", "actions": ["a:B"]}]},
        {"source_policy_documents": ["{"]},
        {"override_policy_documents": ["[]"]},
    ],
)
def test_repeated_sids_and_bad_json_are_errors(config: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"duplicate Sid|unmarshalling"):
        document(**config)


STATEMENTS = st.lists(
    st.builds(lambda sid, action: {"Sid": sid, "Action": action}, st.sampled_from(["", "a", "b", "c"]), st.text()),
    unique_by=lambda statement: statement["Sid"] or object(),
)


@given(STATEMENTS, STATEMENTS)
def test_a_merge_has_each_sid_once_and_the_newer_statement_wins(base: list[Any], new: list[Any]) -> None:
    merged = merge({"Statement": base}, {"Statement": new}).get("Statement", [])
    sids = [statement["Sid"] for statement in merged if statement["Sid"]]
    assert len(sids) == len(set(sids))
    for statement in new:
        assert statement in merged


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_values_are_a_set_whatever_their_order(values: list[str]) -> None:
    one = policy_document({"statement": [{"actions": values}]})
    other = policy_document({"statement": [{"actions": values[::-1]}]})
    assert one == other
