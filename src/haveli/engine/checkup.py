"""What `haveli doctor` reports: one finding for each check, each with what was seen and, when it failed, the cure.

A check that cannot be made is `unknown`, never `ok`: what it needs is missing, or it was not allowed to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError

from haveli import aws
from haveli.errors import HaveliError

Word = Literal["ok", "failed", "unknown"]


@dataclass(frozen=True)
class Finding:
    """The answer of one check: what it is about, a word, what was seen, and what to do about it."""

    name: str
    word: Word
    evidence: str
    cure: str = ""


Check = tuple[str, Callable[[], Finding]]


def ok(name: str, evidence: str) -> Finding:
    return Finding(name, "ok", evidence)


def failed(name: str, evidence: str, cure: str) -> Finding:
    return Finding(name, "failed", evidence, cure)


def unknown(name: str, evidence: str, cure: str = "") -> Finding:
    return Finding(name, "unknown", evidence, cure)


def examine(checks: Iterable[Check]) -> Iterator[Finding]:
    """Makes every check in turn. One that breaks is a finding too: by what haveli knows of the error, or as unknown."""
    for name, check in checks:
        try:
            yield check()
        except HaveliError as error:
            yield failed(name, error.explanation, error.hint)
        except (ClientError, BotoCoreError) as error:
            cure = aws.cure(error)
            yield failed(name, f"AWS says: {error}", cure) if cure else unknown(name, f"AWS says: {error}")
        except OSError as error:
            yield failed(name, f"The system says: {error}", "mend that, then haveli doctor")


def exit_code(findings: Iterable[Finding]) -> int:
    """1 when something failed, else 0. Pure."""
    return 1 if any(finding.word == "failed" for finding in findings) else 0
