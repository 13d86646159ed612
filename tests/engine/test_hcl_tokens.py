from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.hcl_tokens import MARK, NAME, TEXT, Token, tokens

COMMENT_TEXT = st.text(alphabet="ab\"{}#/$<' ", max_size=20)


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind != MARK]


def test_names_texts_and_marks_come_in_order() -> None:
    assert tokens('a = "b"') == [Token(NAME, "a"), Token(MARK, "="), Token(TEXT, "b")]


def test_a_string_keeps_braces_hashes_and_slashes() -> None:
    assert tokens('"a { # // /* } b"') == [Token(TEXT, "a { # // /* } b")]


def test_an_escaped_quote_does_not_end_a_string() -> None:
    assert tokens(r'"a \" b" c') == [Token(TEXT, r"a \" b"), Token(NAME, "c")]


def test_an_escaped_interpolation_is_plain_text() -> None:
    assert tokens('"$${a} %%{b} 5% $"') == [Token(TEXT, "$${a} %%{b} 5% $")]


def test_only_the_inside_of_an_interpolation_is_kept_even_with_strings_in_it() -> None:
    assert words('"x-${f("}", a.b)}-y" c') == ["f", "}", "a", "b", "c"]


def test_an_interpolated_string_is_no_literal_text() -> None:
    assert not [token for token in tokens('key = "${env}/x"') if token.kind == TEXT]


def test_a_heredoc_is_left_out_but_for_what_it_refers_to() -> None:
    text = 'a = <<-END\n  it\'s "odd /* # {\n  ${ref.one} and %{ if two }\n  END\nb = "c"\n'
    assert words(text) == ["a", "ref", "one", "if", "two", "b", "c"]


def test_the_end_word_inside_a_heredoc_line_does_not_end_it() -> None:
    assert words("<<END\nnot END yet\nEND\na") == ["a"]


@given(COMMENT_TEXT)
def test_a_line_comment_goes_whatever_it_holds(comment: str) -> None:
    assert words(f"a #{comment}\nb //{comment}\nc") == ["a", "b", "c"]


@given(COMMENT_TEXT)
def test_a_block_comment_goes_whatever_it_holds(comment: str) -> None:
    held = comment.replace("*/", "")
    assert words(f"a /*{held}x*/ b") == ["a", "b"]


@given(st.text(alphabet='a"{}#/*$%\\\n< E-', max_size=60))
def test_any_text_gives_tokens_and_never_an_error(text: str) -> None:
    assert all(token.kind in (NAME, TEXT, MARK) for token in tokens(text))


@given(st.text(alphabet="ab {}[]#/*'.,=<>-\"$%", max_size=30))
def test_what_stands_in_a_heredoc_never_hides_what_follows(body: str) -> None:
    held = body.replace("${", "").replace("%{", "")
    assert words(f"<<END\n{held}\nEND\nafter") == ["after"]
