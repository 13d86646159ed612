from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from haveli.engine import checkup
from haveli.engine.checkup import Finding, failed, ok, unknown
from haveli.errors import HaveliError


def breaking(error: Exception) -> checkup.Check:
    def check() -> Finding:
        raise error

    return ("account", check)


@pytest.mark.parametrize(
    ("error", "word", "cure"),
    [
        (HaveliError("No.", hint="haveli up"), "failed", "haveli up"),
        (NoCredentialsError(), "failed", "aws configure sso"),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "GetBucketVersioning"), "unknown", ""),
        (OSError(28, "No space left on device"), "failed", "mend that"),
    ],
)
def test_a_check_that_breaks_is_a_finding_and_the_others_are_made(error: Exception, word: str, cure: str) -> None:
    found, other = checkup.examine([breaking(error), ("git", lambda: ok("git", "git 2"))])
    assert (found.name, found.word, found.cure.startswith(cure)) == ("account", word, True)
    assert other == ok("git", "git 2")


def test_a_fault_of_haveli_itself_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(checkup.examine([breaking(ZeroDivisionError())]))


@pytest.mark.parametrize(
    ("findings", "code"),
    [([], 0), ([ok("a", ""), unknown("b", "")], 0), ([ok("a", ""), failed("b", "", "do"), unknown("c", "")], 1)],
)
def test_one_failure_is_exit_code_1_and_what_is_unknown_is_none(findings: list[Finding], code: int) -> None:
    assert checkup.exit_code(findings) == code
