from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from haveli.engine import orphans
from haveli.engine.orphans import Kept


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


def kept(states: Standing, *leaving: str, staying: tuple[str, ...] = ("platform", "fraud")) -> Kept:
    return orphans.to_keep(leaving, staying, states)  # type: ignore[arg-type]


def test_where_no_root_leaves_nobody_is_asked() -> None:
    assert kept(Standing(error=AssertionError("asked"))) == Kept()


def test_roots_without_a_state_or_with_an_empty_one_may_leave() -> None:
    assert kept(Standing(fraud__a=0, fraud__b=5), "fraud/a", "fraud/c") == Kept()
    assert str(Kept()) == ""


def test_what_still_stands_is_named_with_its_resources() -> None:
    found = kept(Standing(fraud__a=1, fraud__b=5, fraud__c=0), "fraud/a", "fraud/b", "fraud/c")
    assert found.roots == ("fraud/a", "fraud/b")
    assert "fraud/a  1 resource\n" in str(found)
    assert "fraud/b  5 resources" in str(found)
    assert "fraud/c" not in str(found)


def test_the_way_out_destroys_later_roots_first_and_whole_environments_at_once() -> None:
    states = Standing(fraud__a=1, fraud__b=5, old__a=1, old__b=1)
    found = kept(states, "fraud/a", "fraud/b", "old/a", "old/b")
    assert found.hint == "haveli destroy old; haveli destroy fraud/b; haveli destroy fraud/a"


@pytest.mark.parametrize(
    "error",
    [EndpointConnectionError(endpoint_url="http://x"), ClientError({"Error": {"Code": "AccessDenied"}}, "ListObjects")],
)
def test_a_world_that_does_not_answer_lets_nothing_go(error: Exception) -> None:
    found = kept(Standing(error=error), "fraud/a", "fraud/b")
    assert found.roots == ("fraud/a", "fraud/b")
    assert "cannot be seen" in str(found)
    assert found.hint == "haveli doctor"


def test_what_is_left_is_what_stands_without_a_root() -> None:
    states = Standing(fraud__a=1, old__a=2, old__b=0)
    left = orphans.left(states, states.versions(), {"fraud/a/terraform.tfstate"})  # type: ignore[arg-type]
    assert left == {"old/a": 2}
