from __future__ import annotations

from haveli.spec.keys import walk
from haveli.spec.kinds import Group
from haveli.spec.platform_keys import PLATFORM


def test_every_default_of_tenants_must_be_written_in_the_platform_file() -> None:
    defaults = PLATFORM.keys["defaults"].kind
    assert isinstance(defaults, Group)
    assert not [path for path, key in walk(defaults.keys) if not key.required]
