"""Where everything is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from haveli.local.extensions.sagemaker.record import DELETING, GONE
from haveli.local.extensions.sagemaker.shelf import APP, DOMAIN, USER_PROFILE, Shelf

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def shelf() -> Shelf:
    made = Shelf("ap-south-1", "123456789012", "aws")
    for domain in ("d-1", "d-2"):
        made.put(USER_PROFILE, f"{domain}/ann", {"DomainId": domain}, {"Tags": [{"Key": "a", "Value": domain}]}, NOW)
    return made


def test_a_record_is_found_by_its_arn_and_has_the_requests_tags() -> None:
    found = shelf().by_arn("arn:aws:sagemaker:ap-south-1:123456789012:user-profile/d-2/ann")
    assert found is not None and found.tags == [{"Key": "a", "Value": "d-2"}]


def test_an_arn_of_nothing_or_of_another_kind_finds_nothing() -> None:
    for end in ("user-profile/d-3/ann", "training-job/a", "domain/"):
        assert shelf().by_arn(f"arn:aws:sagemaker:ap-south-1:123456789012:{end}") is None


def test_what_is_in_a_domain_is_found_by_the_domain() -> None:
    assert [each.facts["DomainId"] for each in shelf().of_domain(USER_PROFILE, "d-1")] == ["d-1"]
    assert list(shelf().of_domain(APP, "d-1")) == [] and list(shelf().all(DOMAIN)) == []


def test_what_has_ended_is_taken_away_and_nothing_else() -> None:
    made = shelf()
    first, second = made.all(USER_PROFILE)
    first.begin(DELETING, GONE, NOW, timedelta(seconds=1))
    assert made.take_gone(NOW) == []
    assert made.take_gone(NOW + timedelta(seconds=1)) == [first]
    assert list(made.all(USER_PROFILE)) == [second]
