from __future__ import annotations

import json

from haveli.local.provider.address import SOURCE, reattach


def test_a_core_is_told_where_the_provider_is_and_to_leave_it_running() -> None:
    assert json.loads(reattach("127.0.0.1:4711", 42)) == {
        "registry.terraform.io/hashicorp/aws": {
            "Protocol": "grpc",
            "ProtocolVersion": 6,
            "Pid": 42,
            "Test": True,
            "Addr": {"Network": "tcp", "String": "127.0.0.1:4711"},
        }
    }
    assert SOURCE == "registry.terraform.io/hashicorp/aws"


def test_it_is_one_line_without_spaces_fit_for_an_export() -> None:
    assert not set(" \n'") & set(reattach("127.0.0.1:1", 1))
