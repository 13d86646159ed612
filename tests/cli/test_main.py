from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError

from haveli.cli.main import COMMANDS, main
from haveli.errors import HaveliError, Interrupted, UsageError
from tests.cli.conftest import REPO, Haveli

WITHOUT_PARSER = {"terraform"}  # all its arguments go to the core
VERBS = [["tenant", "provision"], ["tenant", "list"], ["tenant", "show"]]


def process(code: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPO / "src")}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, text=True, stdout=stdout, stderr=subprocess.PIPE
    )


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A command `haveli broken`; the test says what its `main` does."""
    module = ModuleType("haveli.cli.broken")
    monkeypatch.setitem(sys.modules, "haveli.cli.broken", module)
    monkeypatch.setitem(COMMANDS, "broken", ("broken", "Tests", "breaks"))
    return module


def raises(module: ModuleType, error: BaseException) -> None:
    def fail(argv: list[str]) -> int:
        raise error

    module.main = fail  # type: ignore[attr-defined]


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["help"]])
def test_the_overview_names_every_command(haveli: Haveli, argv: list[str]) -> None:
    said = haveli(*argv)
    assert (said.code, said.err) == (0, "")
    for name, (_, group, about) in COMMANDS.items():
        assert f"  {name} " in said.out
        assert about in said.out
        assert f"{group}:" in said.out


def test_the_overview_imports_nothing_that_is_slow() -> None:
    done = process(
        "import sys\nfrom haveli.cli.main import main\nmain(['--help'])\n"
        "slow = {'pydantic', 'boto3', 'botocore', 'rich', 'yaml', 'argparse', 'moto', 'grpc'} & set(sys.modules)\n"
        "print(sorted(slow), file=sys.stderr)"
    )
    assert done.stderr == "[]\n"
    assert "Every day:" in done.stdout


def test_the_version_is_told(haveli: Haveli) -> None:
    assert re.fullmatch(r"haveli \d+\.\d+\.\d+\n", haveli("--version").out)


@pytest.mark.parametrize("argv", [*([name] for name in COMMANDS), *VERBS])
def test_every_command_helps_with_examples_that_begin_with_itself(haveli: Haveli, repo: Path, argv: list[str]) -> None:
    said = haveli(*argv, "--help")
    assert said.code == 0
    examples = said.out.partition("Examples:\n")[2]
    assert f"haveli {' '.join(argv)}" in examples


def test_help_for_a_command_may_stand_before_it(haveli: Haveli) -> None:
    assert haveli("help", "plan").out == haveli("plan", "--help").out


@pytest.mark.parametrize("argv", [*([name] for name in sorted(set(COMMANDS) - WITHOUT_PARSER)), *VERBS])
def test_an_option_that_does_not_exist_is_wrong_usage(haveli: Haveli, repo: Path, argv: list[str]) -> None:
    said = haveli(*argv, "--no-such-option")
    assert (said.code, said.out) == (3, "")
    assert f"Next: haveli {argv[0]}" in said.err


def test_an_option_is_never_guessed_from_its_beginning(haveli: Haveli, repo: Path) -> None:
    assert haveli("validate", "--js").code == 3


@pytest.mark.parametrize(("typed", "meant"), [("plna", "plan"), ("aply", "apply"), ("tenants", "tenant")])
def test_a_command_that_does_not_exist_is_wrong_usage_with_the_nearest(haveli: Haveli, typed: str, meant: str) -> None:
    said = haveli(typed)
    assert (said.code, said.out) == (3, "")
    assert f"Did you mean '{meant}'?" in said.err


def test_a_command_like_no_other_gets_no_guess(haveli: Haveli) -> None:
    assert "Did you mean" not in haveli("xyzzy").err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HaveliError("It broke.", hint="mend it"), 1),
        (UsageError("Not so.", hint="so"), 3),
        (Interrupted("Stopped."), 130),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("x"), 1),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "ListBuckets"), 1),
        (OSError(28, "No space left on device", "/x"), 1),
    ],
)
def test_every_error_is_a_text_on_stderr_and_an_exit_code(
    haveli: Haveli, broken: ModuleType, error: BaseException, code: int
) -> None:
    raises(broken, error)
    said = haveli("broken")
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_a_traceback_is_shown_only_when_it_is_asked_for(haveli: Haveli, broken: ModuleType) -> None:
    raises(broken, ZeroDivisionError("x"))
    assert "--debug" in haveli("broken").err
    assert "Traceback" in haveli("broken", "--debug").err


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        (ClientError({"Error": {"Code": "ExpiredToken", "Message": "old"}}, "ListBuckets"), "aws sso login"),
        (ClientError({"Error": {"Code": "RequestTimeTooSkewed", "Message": "x"}}, "ListBuckets"), "clock"),
        (ClientError({}, "ListBuckets"), "--debug"),
        (NoCredentialsError(), "aws configure"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "haveli up"),
    ],
)
def test_what_aws_says_comes_with_what_to_do(haveli: Haveli, broken: ModuleType, error: Exception, hint: str) -> None:
    raises(broken, error)
    said = haveli("broken").err
    assert "AWS says" in said
    assert hint in said.partition("Next: ")[2]


def test_a_full_disk_is_named_as_such(haveli: Haveli, broken: ModuleType) -> None:
    raises(broken, OSError(28, "No space left on device", "/runs/x"))
    assert "No space left on device: /runs/x" in haveli("broken").err


def test_the_exit_code_of_a_command_is_the_commands_own(haveli: Haveli, broken: ModuleType) -> None:
    broken.main = len  # type: ignore[attr-defined]
    assert haveli("broken", "a", "b").code == 2


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process("import sys\nfrom haveli.cli.main import main\nsys.exit(main(['--help']))", writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_hint_names_a_command_that_exists() -> None:
    folders = [REPO / "src/haveli" / name for name in ("cli", "engine", "render")]
    texts = [path.read_text() for folder in folders for path in folder.glob("*.py")]
    texts += [(REPO / "src/haveli/aws.py").read_text()]
    hinted = {
        name for text in texts for name in re.findall(r'hint=[^"\']*["\'][^"\']*?haveli (?:--\S+ \S+ )?([a-z]+)', text)
    }
    assert hinted >= {"plan", "up", "apply"}
    assert hinted <= set(COMMANDS)


def test_main_takes_no_arguments_from_elsewhere(monkeypatch: pytest.MonkeyPatch, haveli: Haveli) -> None:
    monkeypatch.setattr(sys, "argv", ["haveli", "xyzzy"])
    assert main(["--version"]) == 0
