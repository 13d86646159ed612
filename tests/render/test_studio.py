from __future__ import annotations

from dataclasses import replace

import pytest

from haveli.render.root import Upstream
from haveli.render.studio import sagemaker, studio_profile, studio_role
from haveli.spec.models import Studio
from tests.render.arguments import arguments
from tests.spec.samples import platform, tenant

STORED, DATABASES, ALLOWED = (Upstream("fraud", name) for name in ("00-storage", "01-glue", "02-access"))


@pytest.mark.parametrize(("seconds", "minutes"), [(7_200, 120), (3_600, 60), (None, 525_600)])
def test_idle_time_is_given_in_minutes_and_never_is_the_longest(seconds: int | None, minutes: int) -> None:
    root = sagemaker(replace(platform(), studio=Studio(seconds, "Retain")))
    assert arguments(root, "domain")["idle_minutes"] == minutes


def test_what_becomes_of_home_directories_is_said() -> None:
    assert arguments(sagemaker(platform()), "domain")["home_retention"] == "Retain"


def test_the_role_reaches_the_tenants_own_buckets_keys_and_databases() -> None:
    (group,) = studio_role(tenant(), platform(), STORED, DATABASES).arguments
    role = group["role"]
    assert isinstance(role, dict)
    assert (role["tenant"], role["name"]) == ("fraud", "pai-risk-mlops-fraud-shared-studio")
    assert [arn.text for arn in role["data_bucket_arns"]] == [
        "data.terraform_remote_state.storage.outputs.data_bucket_arn",
        "data.terraform_remote_state.storage.outputs.artifacts_bucket_arn",
    ]


def test_the_profile_has_the_tenants_role_and_the_domains_group() -> None:
    (group,) = studio_profile(tenant(), platform(), ALLOWED).arguments
    profiles = group["profiles"]
    assert isinstance(profiles, dict)
    assert profiles["names"] == ["pai-risk-mlops-fraud-shared-studio"]
    assert profiles["execution_role_arn"].text == "data.terraform_remote_state.access.outputs.studio_role_arn"
