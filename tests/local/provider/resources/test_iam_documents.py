"""What the IAM types share."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.iam_documents import (
    document_problems,
    document_text,
    name_problems,
    reported_document,
)


def test_a_document_given_as_a_dict_becomes_compact_json() -> None:
    assert document_text({"Version": "2012-10-17"}) == '{"Version":"2012-10-17"}'
    assert document_text('{"a": 1}') == '{"a": 1}'


def test_the_words_of_the_state_stay_while_the_meaning_does() -> None:
    known = '{"Statement": [{"Action": ["a:B"], "Effect": "Allow"}]}'
    found = {"Statement": [{"Effect": "Allow", "Action": "a:B"}]}
    assert reported_document(found, known) == known
    assert reported_document(found, None) == document_text(found)


@pytest.mark.parametrize("text", ["{", "[]", "'x'"])
def test_a_document_that_is_no_json_object_is_found(text: str) -> None:
    assert [problem.path for problem in document_problems({"policy": text}, "policy")] == [("policy",)]


def test_a_good_or_unknown_document_passes() -> None:
    assert not list(document_problems({"policy": "{}"}, "policy"))
    assert not list(document_problems({"policy": object()}, "policy"))


def test_a_path_needs_both_slashes() -> None:
    assert [problem.path for problem in name_problems({"path": "/team"}, 64)] == [("path",)]
    assert not list(name_problems({"path": "/team/", "name": "a"}, 64))
