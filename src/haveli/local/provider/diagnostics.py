"""What went wrong, as the core shows it to a person."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection
from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider.resource import Problem, Stopped, TimedOut, Unfinished


class Fault(Exception):
    """A call that cannot be served; its text becomes the diagnostic."""

    def __init__(self, summary: str, detail: str = "") -> None:
        super().__init__(summary)
        self.summary = summary
        self.detail = detail


def of_error(error: BaseException, type_name: str = "", verb: str = "") -> pb.Diagnostic:
    """An exception as the core shows it: AWS's own code and text where it came from AWS."""
    what = f"{verb} {type_name}".strip() or "provider"
    if isinstance(error, Unfinished):
        error = error.cause
    if isinstance(error, Fault):
        summary, detail = error.summary, error.detail
    elif isinstance(error, ClientError):
        fault = error.response.get("Error", {})
        summary = f"{what}: {error.operation_name}: {fault.get('Code')}: {fault.get('Message')}"
        detail = ""
    elif isinstance(error, HTTPClientError | NoConnection):
        summary, detail = f"{what}: {error}", "The local cloud does not answer: haveli status."
    elif isinstance(error, Stopped | TimedOut | ValueError):
        summary, detail = f"{what}: {error}", ""
    else:
        summary = f"{what}: {type(error).__name__}: {error}"
        detail = "A fault of haveli's local provider:\n" + "".join(traceback.format_exception(error)[-6:])
    return pb.Diagnostic(severity=pb.Diagnostic.ERROR, summary=summary, detail=detail)


def of_problems(problems: Iterable[Problem]) -> list[pb.Diagnostic]:
    """Faults of a configuration, each at its attribute."""
    return [
        pb.Diagnostic(
            severity=pb.Diagnostic.ERROR,
            summary=problem.summary,
            detail=problem.detail,
            attribute=attribute_path(problem.path) if problem.path else None,
        )
        for problem in problems
    ]


def attribute_path(steps: tuple[str | int, ...]) -> pb.AttributePath:
    """A path of names and list indices as the protocol has it."""
    return pb.AttributePath(
        steps=[
            pb.AttributePath.Step(element_key_int=step)
            if isinstance(step, int)
            else pb.AttributePath.Step(attribute_name=step)
            for step in steps
        ]
    )
