from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.remote_state import Read, reads

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
#: Text that would mislead a reader that does not know comments, strings and heredocs.
DISTRACTIONS = st.sampled_from(
    [
        '# data "terraform_remote_state" "no" { config = { key = "no" } }',
        '// }}}} "',
        '/* data "terraform_remote_state" "no" {\n config = { key = "no" }\n}\n*/',
        'locals {\n  a = "{ # /* \\" ${"}"}"\n}',
        'locals {\n  b = <<-EOT\n  data "terraform_remote_state" "no" { config = { key = "no" } }\n  /* } "\n  EOT\n}',
        'locals {\n  c = { d = { key = "no" } }\n}',
        'data "aws_s3_object" "e" {\n  bucket = "f"\n  key    = "no"\n}',
        'resource "terraform_data" "g" {\n  input = { key : "no" }\n}',
    ]
)


def block(name: str, key: str) -> str:
    return f"""
data "terraform_remote_state" "{name}" {{
  backend = "s3" # }} "
  config = {{
    bucket      = "a{{b#c"
    assume_role = {{ key = "no" }}
    key         = "{key}"
  }}
}}
"""


def use(name: str, output: str) -> str:
    return f'output "{output}_of_{name}" {{ value = data.terraform_remote_state.{name}.outputs.{output} }}\n'


def test_a_root_without_remote_states_reads_nothing() -> None:
    assert reads(['resource "aws_vpc" "this" {}']) == ()


def test_a_read_names_its_key_and_the_outputs_that_are_used() -> None:
    text = block("vpc", "platform/00-infra-vpc/terraform.tfstate") + use("vpc", "vpc_id") + use("vpc", "subnet_ids")
    assert reads([text]) == (Read("platform/00-infra-vpc/terraform.tfstate", ("subnet_ids", "vpc_id")),)


def test_block_and_use_may_stand_in_different_files() -> None:
    assert reads([use("vpc", "vpc_id"), block("vpc", "k")]) == (Read("k", ("vpc_id",)),)


def test_outputs_are_found_behind_an_index_in_brackets_in_strings_and_in_heredocs() -> None:
    state = "data.terraform_remote_state.vpc"
    text = f"""
locals {{
  a = {state}[0].outputs.one
  b = {state}["x"].outputs["two"]
  c = "arn:${{{state}.outputs.three}}/*"
  d = <<EOT
    ${{{state}.outputs.four}}
  EOT
}}
"""
    assert reads([block("vpc", "k"), text]) == (Read("k", ("four", "one", "three", "two")),)


def test_an_output_named_in_a_comment_is_not_used() -> None:
    assert reads([block("vpc", "k"), "# data.terraform_remote_state.vpc.outputs.id\n"]) == (Read("k"),)


def test_a_key_that_is_computed_is_not_followed() -> None:
    for value in ("${var.env}/x", 'x" + "y', 'z" == "z" ? "a" : "b'):
        assert reads([block("vpc", value)]) == ()


def test_two_blocks_of_one_key_are_one_read() -> None:
    text = block("a", "k") + block("b", "k") + use("a", "x") + use("b", "y")
    assert reads([text]) == (Read("k", ("x", "y")),)


def test_a_block_on_one_line_with_quoted_key_counts() -> None:
    text = 'data "terraform_remote_state" "a" { config = { bucket = replace("#", "#", "-"), "key" : "k" } }'
    assert reads([text]) == (Read("k"),)


@given(
    st.dictionaries(NAMES, st.tuples(NAMES, st.frozensets(NAMES, max_size=3)), max_size=4),
    st.lists(DISTRACTIONS, max_size=6),
    st.randoms(use_true_random=False),
)
def test_just_the_blocks_count_among_comments_strings_heredocs_and_objects(
    wanted: dict[str, tuple[str, frozenset[str]]], distractions: list[str], shuffle: random.Random
) -> None:
    parts = [block(name, key) for name, (key, _) in wanted.items()]
    parts += [use(name, output) for name, (_, outputs) in wanted.items() for output in outputs]
    parts += distractions
    shuffle.shuffle(parts)
    expected: dict[str, set[str]] = {}
    for key, outputs in wanted.values():
        expected.setdefault(key, set()).update(outputs)
    assert reads(["\n".join(parts)]) == tuple(sorted(Read(key, tuple(sorted(used))) for key, used in expected.items()))
