"""The made-up type under the real core: whatever it does with a resource, it finds the provider consistent."""

from __future__ import annotations

import json

import pytest

from tests.local.provider.terraform import Root
from tests.local.provider.things import Thing, only

pytestmark = pytest.mark.contract

RULES = """
  rule {
    port   = 80
    policy = jsonencode({ allow = ["a", "b"] })
    option { key = "k" }
    option {
      key   = "l"
      value = "v"
    }
  }
  rule { port = 81 }
"""


def a(name: str = "a", body: str = "", label: str = "this") -> str:
    """A thing as HCL."""
    return f'resource "aws_thing" "{label}" {{\n  name = "{name}"\n{body}\n}}\n'


def test_a_resource_with_everything_settles_and_keeps_what_aws_made_up(root: Root) -> None:
    body = f"""
      size     = 3
      ratio    = 0.15
      policy   = jsonencode({{ b = 1, a = [2, 3] }})
      labels   = ["y", "x"]
      order    = ["y", "x"]
      tags     = {{ env = "test" }}
      {RULES}
      step {{ name = "one" }}
      step {{ name = "two" }}
      setting {{ level = "high" }}
      timeouts {{ create = "5m" }}
    """
    assert root.settle(a(body=body)) == {"aws_thing.this": "create"}
    state = root.state("aws_thing.this")
    assert (state["ratio"], state["tags_all"]) == (0.15, {"env": "test", "product": "haveli"})
    assert all(rule["rule_id"] for rule in state["rule"])

    reordered = body.replace('["y", "x"]\n      order', '["x", "y"]\n      order').replace("b = 1, a =", "a =")
    assert root.settle(a(body=reordered.replace("[2, 3]", "[2, 3], b = 1"))) == {}

    assert root.settle(a(body=body.replace("size     = 3", "size     = 4"))) == {"aws_thing.this": "update"}
    after = root.state("aws_thing.this")
    assert after["revision"] != state["revision"]
    assert (after["id"], after["rule"], after["setting"]) == (state["id"], state["rule"], state["setting"])


def test_items_of_set_and_list_blocks_come_and_go_with_what_aws_told_of_them(root: Root) -> None:
    root.settle(a(body=RULES + 'step { name = "one" }\nstep { name = "two" }'))
    before = root.state("aws_thing.this")
    told = {step["name"]: step["step_id"] for step in before["step"]}

    root.settle(a(body=RULES.replace("rule { port = 81 }", "rule { port = 82 }") + 'step { name = "two" }'))
    after = root.state("aws_thing.this")
    assert [rule for rule in after["rule"] if rule["port"] == 80] == [r for r in before["rule"] if r["port"] == 80]
    assert [(step["name"], step["step_id"]) for step in after["step"]] == [("two", told["two"])]

    root.settle(a())
    assert (root.state("aws_thing.this")["rule"], root.state("aws_thing.this")["step"]) == ([], [])


def test_a_force_new_argument_replaces_also_inside_a_set_block(root: Root) -> None:
    root.settle(a(body=RULES))
    first = root.state("aws_thing.this")["id"]
    assert root.settle(a("b", RULES)) == {"aws_thing.this": "replace"}
    second = root.state("aws_thing.this")["id"]
    udp = RULES.replace("rule { port = 81 }", 'rule {\n  port = 81\n  protocol = "udp"\n}')
    assert root.settle(a("b", udp)) == {"aws_thing.this": "replace"}
    assert len({first, second, root.state("aws_thing.this")["id"]}) == 3


def test_create_before_destroy_makes_the_new_one_first(root: Root, thing: Thing) -> None:
    first = "lifecycle { create_before_destroy = true }"
    root.settle(a(body=first))
    thing.calls.clear()
    root.settle(a("b", first))
    assert thing.calls == ["create", "delete"]


def test_ignored_changes_stay_as_they_are(root: Root, thing: Thing) -> None:
    ignoring = f"size = 1\n{RULES}\nlifecycle {{ ignore_changes = [size, rule] }}"
    root.settle(a(body=ignoring))
    found = only(thing.things)
    found["size"], found["rule"] = 9, []
    ran = root.apply(a(body=ignoring.replace("size = 1", 'size = 2\nnote = "new"')))
    assert (ran.code, ran.changes) == (0, {"aws_thing.this": "update"})
    assert (only(thing.things)["size"], only(thing.things)["rule"]) == (9, [])


def test_count_for_each_and_moved_keep_resources_apart_and_alive(root: Root, thing: Thing) -> None:
    by_number = 'resource "aws_thing" "n" {\n  count = 3\n  name = "n${count.index}"\n}\n'
    by_name = 'resource "aws_thing" "e" {\n  for_each = toset(["x", "y"])\n  name = each.key\n}\n'
    assert len(root.settle(by_number, by_name)) == 5
    ids = set(thing.things)
    moved = "moved {\n  from = aws_thing.n[1]\n  to = aws_thing.single\n}\n"
    fewer = by_number.replace("count = 3", "count = 1"), by_name.replace(', "y"', "")
    changes = root.settle(*fewer, moved, a("n1", label="single"))
    assert changes == {
        "aws_thing.n[2]": "delete",
        'aws_thing.e["y"]': "delete",
        "aws_thing.single": "move",
    }
    assert len(thing.things) == 3 and set(thing.things) <= ids


def test_values_unknown_through_two_resources_and_a_data_source_arrive(root: Root) -> None:
    ran = root.settle(
        a("root"),
        a("middle", "parent = aws_thing.this.id\nrule {\n  port = 1\n  source = aws_thing.this.arn\n}", "middle"),
        """
        data "aws_thing" "found" {
          name = aws_thing.middle.name
          depends_on = [aws_thing.middle]
        }
        resource "aws_thing" "last" {
          name   = "last"
          parent = data.aws_thing.found.id
          tags   = { parent = aws_thing.middle.id }
          dynamic "step" {
            for_each = aws_thing.middle.rule
            content { name = step.value.rule_id }
          }
        }
        """,
    )
    assert set(ran.values()) == {"create", "read"} and len(ran) == 4
    first, middle, last = (root.state(f"aws_thing.{name}") for name in ("this", "middle", "last"))
    assert (middle["parent"], middle["rule"][0]["source"]) == (first["id"], first["arn"])
    assert (last["parent"], last["tags_all"]["parent"]) == (middle["id"], middle["id"])
    assert last["step"][0]["name"] == middle["rule"][0]["rule_id"]


def test_what_an_update_leaves_unknown_in_a_set_agrees_with_the_final_plan(root: Root) -> None:
    def config(revision: int) -> str:
        rules = "rule {\n  port = aws_thing.this.revision\n}\nrule {\n  port = 5\n  policy = jsonencode({})\n}"
        return a(body=f"size = {revision}") + a("user", rules, "user")

    root.settle(config(1))
    known = next(rule for rule in root.state("aws_thing.user")["rule"] if rule["port"] == 5)
    root.settle(config(2))
    rules = root.state("aws_thing.user")["rule"]
    assert known in rules and len(rules) == 2


def test_an_import_block_adopts_a_resource_without_changing_it(root: Root, thing: Thing) -> None:
    root.settle(a(body=RULES))
    id = only(thing.things)["id"]
    (root.folder / "terraform.tfstate").unlink()
    adopt = f'import {{\n  to = aws_thing.this\n  id = "{id}"\n}}\n'
    assert root.settle(adopt, a(body=RULES)) == {"aws_thing.this": "import"}
    gone = root.apply('import {\n  to = aws_thing.gone\n  id = "nobody"\n}', a(body=RULES), a("gone", label="gone"))
    assert (gone.code, gone.problems) == (1, ["Cannot import non-existent remote object"])


def test_drift_is_seen_and_mended_and_what_is_gone_is_made_again(root: Root, thing: Thing) -> None:
    root.settle(a(body=f"size = 3\n{RULES}"))
    found = only(thing.things)
    found["size"] = 7
    for rule in found["rule"]:
        rule["option"] = []
    seen = root.plan()
    assert (seen.drift, seen.changes) == (["aws_thing.this"], {"aws_thing.this": "update"})
    root.settle()
    mended = only(thing.things)
    assert (mended["size"], sorted(len(rule["option"]) for rule in mended["rule"])) == (3, [0, 2])
    thing.things.clear()
    assert root.settle() == {"aws_thing.this": "create"}


def test_a_secret_is_in_no_output(root: Root) -> None:
    created = root.apply(a(body='secret = "hunter2-one"'))
    changed = root.run("plan")
    root.write(a(body='secret = "hunter2-two"'))
    planned = root.run("plan", "-no-color")
    assert "(sensitive value)" in planned.text
    for text in (created.text, changed.text, planned.text, root.log.read_text()):
        assert "hunter2" not in text


def test_a_failing_create_leaves_nothing_and_a_half_made_one_is_replaced(root: Root, thing: Thing) -> None:
    refused = root.apply(a("refused"))
    assert refused.problems == ["creating aws_thing: CreateThing: AccessDenied: not for you"]
    assert root.instances("aws_thing.this") == []

    half = root.apply(a("half"))
    assert half.problems == ["creating aws_thing: StartThing: AccessDenied: not for you"]
    instance = root.instances("aws_thing.this")[0]
    assert (instance["status"], instance["attributes"]["arn"]) == ("tainted", "arn:half")
    assert root.settle(a("whole")) == {"aws_thing.this": "replace"}
    assert [each["name"] for each in thing.things.values()] == ["whole"]


def test_a_failed_update_leaves_in_the_state_what_was_found(root: Root) -> None:
    root.settle(a(body="size = 1"))
    refused = root.apply(a(body='size = 2\nnote = "refused"'))
    assert refused.problems == ["updating aws_thing: ModifyThing: AccessDenied: not for you"]
    state = root.state("aws_thing.this")
    assert (state["size"], state["note"]) == (2, "none")
    broken = root.apply(a(body='size = 2\nnote = "broken"'))
    assert broken.problems == ["updating aws_thing: KeyError: 'a fault of the class'"]
    assert root.settle(a(body="size = 3")) == {"aws_thing.this": "update"}


def test_a_wrong_argument_fails_at_its_place_before_anything_is_made(root: Root, thing: Thing) -> None:
    large = root.apply(a(body="size = 101"))
    assert large.problems == ["size is too large"]
    assert large.lines[-1]["diagnostic"]["snippet"]["code"].strip() == "size = 101"
    misspelt = root.apply(a(body="sise = 1"))
    assert misspelt.problems == ["Unsupported argument"]
    assert thing.things == {}


def test_a_resource_in_another_region_moves_there_by_replacement(root: Root) -> None:
    root.settle(a())
    assert root.state("aws_thing.this")["region"] == "ap-south-1"
    assert root.settle(a(body='region = "eu-west-1"')) == {"aws_thing.this": "replace"}
    assert root.state("aws_thing.this")["region"] == "eu-west-1"


def test_the_core_tolerates_only_defaults_that_the_schema_calls_not_computed(root: Root) -> None:
    whole = f'size = 2\nnote = "n"\npolicy = jsonencode({{ a = 1 }})\n{RULES}\nstep {{ name = "one" }}'
    root.settle(a(body=whole))
    root.settle(a(body=whole.replace("jsonencode({ a = 1 })", '"{ \\"a\\": 1 }"').replace("size = 2", "size = 3")))
    assert root.tolerated() == []
    root.settle(a())
    assert root.tolerated() == [".note"]


def test_destroy_deletes_all(root: Root, thing: Thing) -> None:
    root.settle(a(), a("b", "parent = aws_thing.this.id", "child"))
    ran = root.run("destroy", "-auto-approve", "-json")
    assert (ran.code, thing.things, json.loads((root.folder / "terraform.tfstate").read_text())["resources"]) == (
        0,
        {},
        [],
    )
