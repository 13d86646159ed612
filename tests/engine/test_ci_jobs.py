from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.error import URLError

import pytest

from haveli.engine.ci_jobs import Job, address, look_up

URL = "https://github.com/acme/platform/actions/runs/42/attempts/3"
GITHUB = {
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "acme/platform",
    "GITHUB_RUN_ID": "42",
    "GITHUB_RUN_ATTEMPT": "3",
}


class Api:
    """An API that gives one answer and keeps what it was asked."""

    def __init__(self, answer: dict[str, Any] | Exception) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def __call__(self, url: str, headers: Mapping[str, str]) -> dict[str, Any]:
        self.asked.append((url, headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, ""),
        (GITHUB, URL),
        ({**GITHUB, "GITHUB_RUN_ATTEMPT": ""}, URL.replace("attempts/3", "attempts/1")),
        ({"CI_JOB_URL": "https://gitlab.example.com/j/1"}, "https://gitlab.example.com/j/1"),
        ({"BUILD_URL": "https://jenkins.example.com/7/"}, "https://jenkins.example.com/7/"),
    ],
)
def test_the_address_of_a_job_is_in_its_environment(environment: dict[str, str], wanted: str) -> None:
    assert address(environment) == wanted


@pytest.mark.parametrize(
    ("answer", "job"),
    [
        ({"status": "completed", "conclusion": "cancelled"}, Job(URL, "finished", "cancelled")),
        ({"status": "completed", "conclusion": None}, Job(URL, "finished")),
        ({"status": "in_progress"}, Job(URL, "running")),
        ({"status": "queued"}, Job(URL, "running")),
        ({"status": "a word of next year"}, Job(URL, "running")),
        ({"message": "Not Found"}, Job(URL)),
        ({"status": 5}, Job(URL)),
        (URLError("no network"), Job(URL)),
        (ValueError("not JSON"), Job(URL)),
    ],
)
def test_only_completed_means_finished_and_no_answer_means_unknown(answer: Any, job: Job) -> None:
    assert look_up(URL, {}, Api(answer)) == job


def test_the_attempt_is_asked_for_with_the_token_that_is_there() -> None:
    api = Api({"status": "in_progress"})
    look_up(URL, {"GH_TOKEN": "t"}, api)
    [(url, headers)] = api.asked
    assert url == "https://api.github.com/repos/acme/platform/actions/runs/42/attempts/3"
    assert headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.com/acme/platform/actions/runs/42/attempts/3",
        "http://github.com/acme/platform/actions/runs/42/attempts/3",
        "https://github.com@evil.example.com/acme/platform/actions/runs/42/attempts/3",
        "https://github.com/acme/../../../x/actions/runs/42/attempts/3",
        "https://gitlab.example.com/j/1",
        "",
    ],
)
def test_a_token_goes_to_no_server_that_only_a_lease_names(url: str) -> None:
    api = Api({"status": "completed"})
    assert look_up(url, {**GITHUB, "GITHUB_API_URL": "https://api.github.com", "GITHUB_TOKEN": "t"}, api) == Job(url)
    assert api.asked == []


def test_an_enterprise_server_is_asked_where_our_own_environment_names_it() -> None:
    api = Api({"status": "completed", "conclusion": "failure"})
    server = {"GITHUB_SERVER_URL": "https://git.example.com", "GITHUB_API_URL": "https://git.example.com/api/v3"}
    job = look_up("https://git.example.com/a/b/actions/runs/1/attempts/1", server, api)
    assert job.state == "finished"
    assert api.asked[0][0].startswith("https://git.example.com/api/v3/repos/a/b/")
