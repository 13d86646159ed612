"""What haveli costs above the core: the same roots by `haveli apply` and by a shell script with `xargs -P2`.

Twelve roots of ten buckets each, on one local cloud: each pair applies them from nothing and destroys them in between.
The script runs the same init, plan and apply for each root, two at a time; haveli is given two workers. At most 1.10.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measuring import alternating, clean_environment, peak_mib, seconds

ROOTS, BUCKETS, RUNS = 12, 10, 5
REPO = Path(__file__).parents[1]
HAVELI = str(Path(sys.executable).parent / "haveli")
STATES = "pai-risk-mlops-v1-foundation-tfstates"
ONE = "cd {} && terraform init -input=false && terraform plan -input=false -out=p && terraform apply -input=false p"
UNDO = "cd {} && terraform apply -destroy -auto-approve -input=false"


def main() -> None:
    """Prints one line for the ratio and one for memory."""
    with tempfile.TemporaryDirectory(prefix="haveli-bench-") as name:
        checkout = Path(name) / "checkout"
        shutil.copytree(
            REPO / "terraform", checkout / "terraform", ignore=shutil.ignore_patterns(".terraform", "tests")
        )
        for item in ("platform.yaml", "tenants"):
            copy = shutil.copytree if (REPO / item).is_dir() else shutil.copy
            copy(REPO / item, checkout / item)
        environment = clean_environment()
        seconds([HAVELI, "up", "--port", "0", "foundation"], checkout, environment)
        try:
            _measure(checkout, environment)
        finally:
            seconds([HAVELI, "down"], checkout, environment)


def _measure(checkout: Path, environment: dict[str, str]) -> None:
    folders = [_root(checkout, number) for number in range(ROOTS)]
    listed = "\n".join(str(folder) for folder in folders)
    exported = _exported(checkout, environment)

    def ours() -> float:
        took = seconds([HAVELI, "apply", "bench", "--yes", "--parallel", "2"], checkout, environment)
        seconds([HAVELI, "destroy", "bench", "--yes", "--confirm", "bench"], checkout, environment)
        return took

    def peer() -> float:
        for folder in folders:
            shutil.rmtree(folder / ".terraform", ignore_errors=True)
        took = _script(ONE, listed, checkout, exported)
        _script(UNDO, listed, checkout, exported)
        return took

    pair = alternating(ours, peer, runs=RUNS)
    print(f"  {pair.line(f'apply of {ROOTS} roots', 'shell and xargs -P2', '1.10')}")
    print(f"  pairs: {', '.join(f'{a:.2f}/{b:.2f}' for a, b in zip(pair.ours, pair.peer, strict=True))}")
    print(f"  largest process: {peak_mib():.0f} MiB")


def _script(command: str, listed: str, folder: Path, environment: dict[str, str]) -> float:
    return seconds(["sh", "-c", f"printf '{listed}\n' | xargs -P2 -I{{}} sh -ec '{command}'"], folder, environment)


def _exported(checkout: Path, environment: dict[str, str]) -> dict[str, str]:
    shown = subprocess.run(
        ["sh", "-c", f'eval "$({HAVELI} env)"; env -0'],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in shown.stdout.split("\0") if "=" in line)


def _root(checkout: Path, number: int) -> Path:
    folder = checkout / "terraform" / "environments" / "bench" / f"{number:02}-buckets"
    folder.mkdir(parents=True)
    folder.joinpath("main.tf").write_text(f"""terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws" }}
  }}
  backend "s3" {{
    bucket       = "{STATES}"
    key          = "bench/{number:02}-buckets/terraform.tfstate"
    region       = "ap-south-1"
    use_lockfile = true
  }}
}}

provider "aws" {{
  region = "ap-south-1"
}}

resource "aws_s3_bucket" "this" {{
  count  = {BUCKETS}
  bucket = "haveli-bench-{number}-${{count.index}}"
}}
""")
    return folder
