from __future__ import annotations

import re

import pytest

from haveli.spec import service_keys
from haveli.spec.keys import Key, Update, walk
from haveli.spec.load import read_platform
from haveli.spec.service_keys import AUDIT, DATABASE, DNS, EKS, LOAD_BALANCER, STUDIO
from tests.spec.samples import PLATFORM_TEXT

PARTS = {"dns": DNS, "load_balancer": LOAD_BALANCER, "eks": EKS, "database": DATABASE, "studio": STUDIO, "audit": AUDIT}


def written(text: str) -> list[str]:
    """Paths of the problems of the repository's platform with `text` in place of its own parts."""
    bare = re.sub(r"^(dns|eks):\n(  .*\n)+", "", PLATFORM_TEXT, flags=re.MULTILINE)
    return [problem.path for problem in read_platform(f"{bare}\n{text}", "platform.yaml")[1]]


def test_only_the_clusters_name_is_required() -> None:
    assert [path for path, key in walk(PARTS) if key.required and path != "eks"] == ["eks.cluster"]
    assert written("eks: {cluster: pai-risk-mlops-platform}") == []


@pytest.mark.parametrize(
    ("path", "key"), [(path, key) for path, key in walk(PARTS) if key.update is not Update.IN_PLACE]
)
def test_a_key_that_cannot_change_in_place_says_why(path: str, key: Key) -> None:
    assert key.because, path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("dns: {zone: Example.com}", "dns.zone"),
        ("dns: {zone: example}", "dns.zone"),
        ("load_balancer: {scheme: public}", "load_balancer.scheme"),
        ("load_balancer: {allow: [everyone]}", "load_balancer.allow[0]"),
        ("database: {type: m7g.large}", "database.type"),
        ("database: {storage: 5}", "database.storage"),
        ("database: {multi_az: perhaps}", "database.multi_az"),
        ("studio: {idle: 5m}", "studio.idle"),
        ("studio: {home: retain}", "studio.home"),
        ("audit: {mode: NONE}", "audit.mode"),
        ("audit: {days: 0}", "audit.days"),
    ],
)
def test_a_value_of_another_kind_is_told_at_its_key(text: str, path: str) -> None:
    assert written(f"eks: {{cluster: pai-risk-mlops-platform}}\n{text}") == [path]


@pytest.mark.parametrize(
    ("inner", "path"),
    [
        ("version: '33'", "eks.version"),
        ("trust: irsa", "eks.trust"),
        ("admins: ['arn:aws:iam::880170353725:role/a']", "eks.admins[0]"),
        ("spot: {types: m7g.large}", "eks.spot.types"),
    ],
)
def test_a_value_of_another_kind_in_the_cluster_is_told_at_its_key(inner: str, path: str) -> None:
    assert written(f"eks: {{cluster: pai-risk-mlops-platform, {inner}}}") == [path]


def test_the_pattern_of_a_block_is_written_once() -> None:
    from haveli.spec import platform_keys

    assert platform_keys.BLOCK is service_keys.BLOCK
