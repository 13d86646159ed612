from __future__ import annotations

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ParamValidationError
from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider import diagnostics
from haveli.local.provider.diagnostics import Fault
from haveli.local.provider.resource import Problem, Stopped, TimedOut, Unfinished
from tests.local.provider.things import refusal

DEAD = EndpointConnectionError(endpoint_url="http://127.0.0.1:1")


@pytest.mark.parametrize(
    ("error", "summary"),
    [
        (refusal("CreateVpc"), "creating aws_vpc: CreateVpc: AccessDenied: not for you"),
        (Unfinished({"id": "x"}, refusal("CreateVpc")), "creating aws_vpc: CreateVpc: AccessDenied: not for you"),
        (Unfinished({"id": "x"}, Stopped("vpc: stopped")), "creating aws_vpc: vpc: stopped"),
        (TimedOut("vpc: not done after 5 s"), "creating aws_vpc: vpc: not done after 5 s"),
        (ValueError("the id is no id"), "creating aws_vpc: the id is no id"),
        (Fault("not emulated", "see there"), "not emulated"),
        (DEAD, f"creating aws_vpc: {DEAD}"),
    ],
)
def test_an_error_is_shown_in_its_own_words(error: Exception, summary: str) -> None:
    shown = diagnostics.of_error(error, "aws_vpc", "creating")
    assert (shown.summary, shown.severity) == (summary, pb.Diagnostic.ERROR)
    assert "Traceback" not in shown.detail and "File" not in shown.detail


def test_a_cloud_that_does_not_answer_is_said_to() -> None:
    for error in (DEAD, ConnectTimeoutError(endpoint_url="http://127.0.0.1:1")):
        assert "does not answer" in diagnostics.of_error(error).detail


@pytest.mark.parametrize("error", [KeyError("id"), ParamValidationError(report="x"), ZeroDivisionError("by zero")])
def test_a_fault_of_ours_is_shown_with_its_place(error: Exception) -> None:
    try:
        raise error
    except Exception as raised:
        shown = diagnostics.of_error(raised, "aws_vpc")
    assert shown.summary.startswith(f"aws_vpc: {type(error).__name__}: ")
    assert "test_diagnostics.py" in shown.detail


def test_a_problem_is_shown_at_its_attribute() -> None:
    at, anywhere = diagnostics.of_problems([Problem("wrong", "why", ("rule", 1, "port")), Problem("wrong")])
    steps = [step.attribute_name or step.element_key_int for step in at.attribute.steps]
    assert (at.summary, at.detail, steps) == ("wrong", "why", ["rule", 1, "port"])
    assert not anywhere.HasField("attribute")
