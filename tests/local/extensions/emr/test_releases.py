"""Which applications a release carries."""

from __future__ import annotations

from haveli.local.extensions.emr.releases import applications, carried


def test_a_known_application_gets_its_version_and_the_capitals_of_emr() -> None:
    assert applications("emr-7.10.0", [{"Name": "trino"}]) == [{"Name": "Trino", "Version": "470"}]


def test_an_application_of_another_release_keeps_its_name_without_a_version() -> None:
    assert applications("emr-6.15.0", [{"Name": "Trino"}]) == [{"Name": "Trino"}]
    assert applications(None, [{"Name": "Trino"}]) == [{"Name": "Trino"}]


def test_a_cluster_without_applications_has_hadoop() -> None:
    assert [each["Name"] for each in applications("emr-7.10.0", [])] == ["Hadoop"]


def test_a_release_that_is_not_known_here_carries_nothing() -> None:
    assert carried("emr-1.0.0") == [] and len(carried("emr-7.10.0")) >= 5
