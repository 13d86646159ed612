"""Which Kubernetes versions and add-ons EKS has."""

from __future__ import annotations

from datetime import date

import pytest

from haveli.local.extensions.eks import releases
from haveli.local.extensions.eks.exceptions import InvalidParameterException, ResourceNotFoundException

VERSIONS = [each.version for each in releases.RELEASES]


def test_releases_follow_each_other_without_a_gap() -> None:
    minors = [int(version.split(".")[1]) for version in VERSIONS]
    assert minors == list(range(minors[0], minors[0] + len(minors))) and releases.DEFAULT in VERSIONS
    for each in releases.RELEASES:
        dates = [date.fromisoformat(text) for text in (each.released, each.standard_until, each.extended_until)]
        assert dates == sorted(dates) and each.patch.startswith(f"{each.version}.")


def test_an_upgrade_is_to_the_next_version() -> None:
    releases.check_upgrade("1.34", "1.35")
    for wanted in ("1.34", "1.36", "1.33", "1.99"):
        with pytest.raises(InvalidParameterException):
            releases.check_upgrade("1.34", wanted)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", sorted(releases.ADDONS))
def test_every_addon_has_versions_for_every_release(name: str, version: str) -> None:
    found = releases.addon_versions(name, version)
    assert releases.default_addon_version(name, version) == found[-2]
    for each in found:
        releases.check_addon_version(name, each, version)


@pytest.mark.parametrize("version", ["1.2.3", "v1.2.3", "v1.2-eksbuild.1", "latest"])
def test_a_malformed_version_is_refused(version: str) -> None:
    with pytest.raises(InvalidParameterException):
        releases.check_addon_version("vpc-cni", version, "1.34")


def test_kube_proxy_is_never_newer_than_its_cluster() -> None:
    releases.check_addon_version("kube-proxy", "v1.33.0-eksbuild.1", "1.34")
    with pytest.raises(InvalidParameterException):
        releases.check_addon_version("kube-proxy", "v1.35.0-eksbuild.1", "1.34")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(InvalidParameterException):
        releases.addon("x")
    with pytest.raises(ResourceNotFoundException):
        releases.addon_versions("x", "1.34")
    with pytest.raises(InvalidParameterException):
        releases.release("1.10")


def test_nodes_have_an_image_of_their_version() -> None:
    assert releases.node_release("1.34").startswith("1.34.")
