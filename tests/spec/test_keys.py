from __future__ import annotations

import pytest

from haveli.spec.keys import Key, Update, walk
from haveli.spec.kinds import Group
from haveli.spec.platform_keys import PLATFORM
from haveli.spec.tenant_keys import TENANT

ALL = [(path, key) for group in (TENANT, PLATFORM) for path, key in walk(group.keys)]


@pytest.mark.parametrize(("path", "key"), ALL, ids=[path for path, _ in ALL])
def test_every_key_says_what_it_means(path: str, key: Key) -> None:
    assert key.meaning.endswith("."), path
    assert key.kind.label
    assert isinstance(key.kind, Group) or key.example or key.default, path


@pytest.mark.parametrize(("path", "key"), ALL, ids=[path for path, _ in ALL])
def test_every_change_that_is_not_in_place_says_why(path: str, key: Key) -> None:
    assert key.update is Update.IN_PLACE or key.because, path


def test_walking_gives_full_paths_parents_first() -> None:
    paths = [path for path, _ in walk(TENANT.keys)]
    assert paths.index("clusters.production") < paths.index("clusters.production.task.types")


def test_a_key_without_a_default_is_required() -> None:
    assert {path for path, key in walk(TENANT.keys) if key.required} == {"tenant", "owner"}
