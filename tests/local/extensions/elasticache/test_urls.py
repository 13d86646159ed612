"""Where ElastiCache is served."""

from __future__ import annotations

import re

from haveli.local.extensions.elasticache.urls import url_bases, url_paths


def test_every_call_goes_to_the_root_of_a_regions_host() -> None:
    assert re.match(url_bases[0], "https://elasticache.ap-south-1.amazonaws.com")
    assert list(url_paths) == ["{0}/$"]
