from __future__ import annotations

from dataclasses import replace

from haveli.spec.changes import compare, refusals
from haveli.spec.keys import Update
from tests.spec.samples import FRAUD, tenant


def test_nothing_changed_is_no_change() -> None:
    assert compare(tenant(), tenant()) == ()


def test_a_change_has_its_path_both_values_and_what_it_does() -> None:
    after = tenant(FRAUD + "clusters:\n  production: {release: emr-7.12.0, budget: 1600}\n")
    changes = {change.path: change for change in compare(tenant(), after)}
    assert set(changes) == {"clusters.production.release", "clusters.production.budget"}
    release = changes["clusters.production.release"]
    assert (release.before, release.after, release.update) == ("emr-7.10.0", "emr-7.12.0", Update.REPLACES)
    assert changes["clusters.production.budget"].update is Update.IN_PLACE


def test_a_cluster_that_comes_replaces_nothing() -> None:
    before = tenant(FRAUD.replace("staging: true\n", ""))
    changes = compare(before, tenant())
    assert {change.update for change in changes} == {Update.IN_PLACE}
    assert "clusters.staging.release" in {change.path for change in changes}


def test_another_name_is_refused_with_the_reason() -> None:
    found = refusals(tenant(), replace(tenant(), name="card"))
    assert [(problem.path, problem.value) for problem in found] == [("tenant", "card")]
    assert not refusals(tenant(), replace(tenant(), owner="b@example.com"))
