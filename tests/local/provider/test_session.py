from __future__ import annotations

import threading

import pytest

from haveli.local.provider.resource import Stopped, TimedOut
from haveli.local.provider.session import CallContext, Cloud, Session, Sessions

CLOUD = Cloud("http://127.0.0.1:1", "123456789012")


def context(session: Session, region: str = "eu-west-1") -> CallContext:
    return CallContext(CLOUD, session, region)


def test_a_connection_keeps_its_configuration_from_call_to_call() -> None:
    sessions = Sessions("us-east-1")
    with sessions.call("a") as first:
        assert (first.region, first.is_configured) == ("us-east-1", False)
    sessions.configure("a", "ap-south-1", {"k": "v"})
    with sessions.call("a") as later, sessions.call("b") as other:
        assert (later.defaults.region, later.defaults.tags, later.is_configured) == ("ap-south-1", {"k": "v"}, True)
        assert (other.region, other.is_configured) == ("us-east-1", False)


def test_a_provider_without_a_region_is_in_the_clouds() -> None:
    sessions = Sessions("eu-north-1")
    sessions.configure("a", None, {})
    with sessions.call("a") as session:
        assert session.region == "eu-north-1"


def test_a_stop_concerns_one_connection() -> None:
    sessions = Sessions("us-east-1")
    with sessions.call("a") as one, sessions.call("b") as other:
        sessions.stop("a")
        sessions.stop("nobody")
        assert (one.stop.is_set(), other.stop.is_set()) == (True, False)
        sessions.stop_all()
        assert other.stop.is_set()


def test_a_new_core_on_the_port_of_a_stopped_one_is_not_stopped() -> None:
    sessions = Sessions("us-east-1")
    with sessions.call("a"):
        sessions.stop("a")
    sessions.configure("a", None, {})
    with sessions.call("a") as session:
        assert not session.stop.is_set()


def test_idle_sessions_are_dropped_oldest_first_and_busy_ones_never() -> None:
    sessions = Sessions("us-east-1", most=3)
    with sessions.call("busy") as busy:
        for peer in ("old", "new"):
            sessions.configure(peer, "ap-south-1", {})
        with sessions.call("newest"):
            pass
        sessions.stop("busy")
        assert busy.stop.is_set()
    with sessions.call("new") as new:
        assert new.is_configured
    with sessions.call("old") as old:
        assert not old.is_configured


def test_clients_are_made_once_for_each_service_and_region() -> None:
    session = Session("ap-south-1")
    one, same = context(session).client("sts"), context(session).client("sts")
    other = context(session, "eu-north-1").client("sts")
    assert one is same is not other
    assert (one.meta.region_name, one.meta.endpoint_url) == ("eu-west-1", CLOUD.endpoint)


def test_threads_that_want_a_client_at_once_get_the_same() -> None:
    cloud, found = Cloud("http://127.0.0.1:1", "123456789012"), []
    threads = [threading.Thread(target=lambda: found.append(cloud.client("sts", "ap-south-1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(map(id, found))) == 1


def test_a_wait_gives_what_its_probe_finds() -> None:
    answers = iter([None, None, 0])
    assert context(Session("r")).wait(lambda: next(answers), what="it", seconds=60, every=0) == 0


def test_a_wait_ends_after_its_limit() -> None:
    with pytest.raises(TimedOut, match="it: not done after -1 s"):
        context(Session("r")).wait(lambda: None, what="it", seconds=-1)


def test_a_wait_of_a_stopped_core_looks_once_and_ends() -> None:
    session, looks = Session("r"), []
    session.stop.set()
    with pytest.raises(Stopped, match="it: stopped"):
        context(session).wait(lambda: looks.append(1), what="it", seconds=60, every=60)
    assert looks == [1]
    assert context(session).wait(lambda: "done", what="it", seconds=60) == "done"
