"""Actions between Terraform's blocks and ELB's."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources import lb_actions

GROUPS = [{"arn": "arn:one", "weight": 9}, {"arn": "arn:two", "weight": 1}]


def test_an_action_is_sent_without_what_it_leaves_out() -> None:
    redirect = {"type": "redirect", "order": None, "redirect": [{"status_code": "HTTP_301", "host": "", "port": "443"}]}
    assert lb_actions.sent([redirect]) == [
        {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301", "Port": "443"}}
    ]


def test_several_groups_are_sent_with_their_weights() -> None:
    forward = {"target_group": GROUPS, "stickiness": [{"enabled": True, "duration": 60}]}
    [action] = lb_actions.sent([{"type": "forward", "forward": [forward]}])
    assert action["ForwardConfig"] == {
        "TargetGroups": [{"TargetGroupArn": "arn:one", "Weight": 9}, {"TargetGroupArn": "arn:two", "Weight": 1}],
        "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60},
    }


@pytest.mark.parametrize(
    "action",
    [
        {"Type": "forward", "TargetGroupArn": "arn:one"},
        {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "arn:one", "Weight": 1}]}},
    ],
)
def test_a_group_alone_is_told_as_the_state_has_it(action: dict[str, Any]) -> None:
    [alone] = lb_actions.reported([action], None)
    assert (alone["target_group_arn"], alone["forward"]) == ("arn:one", [])
    [block] = lb_actions.reported([action], [{"forward": [{"target_group": [GROUPS[0]]}]}])
    assert block["target_group_arn"] is None
    assert block["forward"] == [{"target_group": [{"arn": "arn:one", "weight": 1}], "stickiness": []}]


def test_actions_are_told_in_their_order_and_secrets_kept() -> None:
    found = [
        {"Type": "forward", "Order": 2, "TargetGroupArn": "arn:one"},
        {"Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": {"Issuer": "i"}},
    ]
    known = [{"authenticate_oidc": [{"client_secret": "secret"}]}, {}]
    told = lb_actions.reported(found, known)
    assert [action["type"] for action in told] == ["authenticate-oidc", "forward"]
    assert told[0]["authenticate_oidc"][0]["client_secret"] == "secret"


def test_what_is_not_known_yet_is_no_fault() -> None:
    actions = [UNKNOWN, {"type": UNKNOWN}, {"type": "redirect", "redirect": UNKNOWN}]
    assert not list(lb_actions.problems("action", actions)) and not list(lb_actions.problems("action", UNKNOWN))
