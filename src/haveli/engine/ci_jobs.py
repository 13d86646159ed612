"""The CI job that a command runs in, and whether a job recorded earlier still runs.

Every common CI system gives a job's address in its environment. Only GitHub Actions is asked for a job's state, with
`GITHUB_TOKEN` or `GH_TOKEN` when there is one (docs.github.com, REST API "Get a workflow run attempt", 2026-11).
"""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.error import URLError

_TIMEOUT_S = 5.0
_GITHUB = re.compile(
    r"^(?P<server>https://[^/]+)/(?P<repo>[\w.-]+/[\w.-]+)/actions/runs/(?P<run>\d+)/attempts/(?P<n>\d+)$"
)
# GitLab, Jenkins, CodeBuild, Buildkite, CircleCI: each documents the variable as the address of the job.
_ADDRESSES = ("CI_JOB_URL", "BUILD_URL", "CODEBUILD_BUILD_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL")

Fetch = Callable[[str, Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True)
class Job:
    """A CI job. `state` is unknown when its system cannot be asked; `conclusion` is how it ended, in GitHub's words."""

    url: str
    state: Literal["running", "finished", "unknown"] = "unknown"
    conclusion: str = ""


def address(environment: Mapping[str, str]) -> str:
    """The address of the CI job that has this environment; empty outside CI."""
    server, repo, run = (environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    if server and repo and run:
        return f"{server}/{repo}/actions/runs/{run}/attempts/{environment.get('GITHUB_RUN_ATTEMPT') or '1'}"
    return next((environment[name] for name in _ADDRESSES if environment.get(name)), "")


def look_up(url: str, environment: Mapping[str, str], fetch: Fetch | None = None) -> Job:
    """The state of the job at `url`."""
    match = _GITHUB.match(url)
    api = _api(match["server"], environment) if match else ""
    if not match or not api:
        return Job(url)
    token = environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN")
    headers = {"Accept": "application/vnd.github+json", **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        attempt = f"{api}/repos/{match['repo']}/actions/runs/{match['run']}/attempts/{match['n']}"
        found = (fetch or _fetch)(attempt, headers)
    except (URLError, OSError, ValueError):
        return Job(url)
    status = found.get("status")
    if not isinstance(status, str) or not status:
        return Job(url)
    if status == "completed":
        return Job(url, "finished", str(found.get("conclusion") or ""))
    return Job(url, "running")


def _api(server: str, environment: Mapping[str, str]) -> str:
    """The API of a GitHub server; empty for one that we do not know. A lease is written by others: a token goes only to
    GitHub itself or to the server that our own environment names.
    """
    if server == "https://github.com":
        return "https://api.github.com"
    return environment.get("GITHUB_API_URL", "") if server == environment.get("GITHUB_SERVER_URL") else ""


def _fetch(url: str, headers: Mapping[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(url, headers=dict(headers))
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
        document = json.load(answer)
    return document if isinstance(document, dict) else {}
