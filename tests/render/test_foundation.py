from __future__ import annotations

from haveli.render.foundation import audit, foundation_roots
from haveli.render.platform_root import STATE
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_the_foundation_makes_the_state_bucket_and_reads_nothing() -> None:
    state = foundation_roots(platform())[0]
    assert (state.env, state.name, state.reads) == ("foundation", "00-state", ())
    assert state.modules[0].arguments == ({"bucket_name": "pai-risk-mlops-v1-foundation-tfstates"},)


def test_the_call_has_the_name_that_adopting_a_bucket_imports_into() -> None:
    assert foundation_roots(platform())[0].modules[0].name == "state_bucket"


def test_the_trail_records_who_reads_states_and_its_files_outlive_their_lock() -> None:
    root = audit(platform())
    found = arguments(root, "trail")
    assert [arn.text for arn in found["object_event_bucket_arns"]] == [
        "data.terraform_remote_state.state.outputs.bucket_arn"
    ]
    assert found["expire_days"] > found["lock"]["days"] == 400
    assert root.reads == (STATE,)
