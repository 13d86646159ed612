"""The files and variables with which any AWS client or Terraform core reaches the local cloud under the documented
profile.
"""

from __future__ import annotations

import os
from pathlib import Path

_SECRET = "local-cloud-needs-no-secret"


def write(folder: Path, profile: str, region: str, account: str, endpoint: str, reattach: str) -> dict[str, str | None]:
    """Writes an AWS config and credentials file into `folder`; returns the environment (None: take the variable
    away).
    """
    config, credentials = folder / "aws-config", folder / "aws-credentials"
    header = f"# Written by `haveli up` for the local cloud at {endpoint}; gone with it.\n"
    config.write_text(f"{header}[profile {profile}]\nregion = {region}\nendpoint_url = {endpoint}\noutput = json\n")
    credentials.write_text(f"{header}[{profile}]\naws_access_key_id = {account}\naws_secret_access_key = {_SECRET}\n")
    return {
        "AWS_PROFILE": profile,
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": None,
        "AWS_ACCESS_KEY_ID": None,
        "AWS_SECRET_ACCESS_KEY": None,
        "AWS_SESSION_TOKEN": None,
        "AWS_EC2_METADATA_DISABLED": "true",
        "TF_REATTACH_PROVIDERS": reattach,
        "TF_CLI_CONFIG_FILE": os.devnull,
        "CHECKPOINT_DISABLE": "1",
        "NO_PROXY": _with_loopback(os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or ""),
        "HAVELI_ACCESS_KEY_ID": account,
        "HAVELI_SECRET_ACCESS_KEY": _SECRET,
    }


def _with_loopback(no_proxy: str) -> str:
    entries = [entry for entry in no_proxy.split(",") if entry]
    return ",".join([*entries, *(name for name in ("127.0.0.1", "localhost") if name not in entries)])
