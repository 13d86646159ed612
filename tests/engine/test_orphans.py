from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from haveli.engine import orphans
from haveli.engine.orphans import StandingUnknown, StillStanding


class Standing:
    """States with so many resources, by root; an error instead when the world does not answer."""

    def __init__(self, error: Exception | None = None, **resources: int) -> None:
        self.error = error
        self.by_key = {f"{name.replace('__', '/')}/terraform.tfstate": count for name, count in resources.items()}

    def versions(self) -> dict[str, str]:
        if self.error:
            raise self.error
        return dict.fromkeys(self.by_key, "etag")

    def resources(self, key: str) -> list[dict[str, object]]:
        return [{}] * self.by_key[key]


def check(states: Standing, *leaving: str, staying: tuple[str, ...] = ("platform", "fraud")) -> None:
    orphans.check(leaving, staying, states)  # type: ignore[arg-type]


def test_where_no_root_leaves_nobody_is_asked() -> None:
    check(Standing(error=AssertionError("asked")))


def test_roots_without_a_state_or_with_an_empty_one_may_leave() -> None:
    check(Standing(fraud__a=0, fraud__b=5), "fraud/a", "fraud/c")


def test_what_still_stands_is_named_with_its_resources() -> None:
    with pytest.raises(StillStanding) as caught:
        check(Standing(fraud__a=1, fraud__b=5, fraud__c=0), "fraud/a", "fraud/b", "fraud/c")
    assert "fraud/a  1 resource\n" in caught.value.explanation
    assert "fraud/b  5 resources" in caught.value.explanation
    assert "fraud/c" not in caught.value.explanation


def test_the_way_out_destroys_later_roots_first_and_whole_environments_at_once() -> None:
    states = Standing(fraud__a=1, fraud__b=5, old__a=1, old__b=1)
    with pytest.raises(StillStanding) as caught:
        check(states, "fraud/a", "fraud/b", "old/a", "old/b")
    assert caught.value.hint == "haveli destroy old; haveli destroy fraud/b; haveli destroy fraud/a"


@pytest.mark.parametrize(
    "error",
    [EndpointConnectionError(endpoint_url="http://x"), ClientError({"Error": {"Code": "AccessDenied"}}, "ListObjects")],
)
def test_a_world_that_does_not_answer_is_no_leave(error: Exception) -> None:
    with pytest.raises(StandingUnknown) as caught:
        check(Standing(error=error), "fraud/a")
    assert "fraud/a" in caught.value.explanation
    assert caught.value.hint


def test_what_is_left_is_what_stands_without_a_root() -> None:
    states = Standing(fraud__a=1, old__a=2, old__b=0)
    left = orphans.left(states, states.versions(), {"fraud/a/terraform.tfstate"})  # type: ignore[arg-type]
    assert left == {"old/a": 2}
