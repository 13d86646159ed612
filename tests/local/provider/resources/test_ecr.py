"""aws_ecr_repository and aws_ecr_lifecycle_policy against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.ecr import EcrLifecyclePolicy, EcrRepository
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops/superset"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


def policy(count: int) -> str:
    selection = {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(EcrRepository(), ctx)


def image(ctx: TestContext) -> None:
    """Puts an image into the repository."""
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": {"digest": "sha256:" + "0" * 64}, "layers": []}
    ctx.client("ecr").put_image(repositoryName=NAME, imageManifest=json.dumps(manifest), imageTag="1")


def test_a_repository_has_the_defaults_of_the_provider(ctx: TestContext, life: Life) -> None:
    state = life.create(name=NAME)
    assert state["id"] == NAME and state["image_tag_mutability"] == "MUTABLE"
    assert state["repository_url"] == f"{ctx.account}.dkr.ecr.ap-south-1.amazonaws.com/{NAME}"
    assert state["registry_id"] == ctx.account


@pytest.mark.parametrize(
    "changes",
    [
        {"image_tag_mutability": "IMMUTABLE"},
        {"image_scanning_configuration": [{"scan_on_push": True}]},
        {"force_delete": True},
        {"tags": {"tenant": "platform"}},
        {
            "image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION",
            "image_tag_mutability_exclusion_filter": [{"filter": "latest*", "filter_type": "WILDCARD"}],
        },
    ],
)
def test_each_setting_changes_in_place(life: Life, changes: dict[str, Any]) -> None:
    life.create(name=NAME, image_scanning_configuration=[{"scan_on_push": False}], tags={"a": "1"})
    life.change(**changes)


def test_another_key_replaces_a_repository(ctx: TestContext, life: Life) -> None:
    key = ctx.client("kms").create_key()["KeyMetadata"]["Arn"]
    life.create(name=NAME, encryption_configuration=[{"encryption_type": "KMS", "kms_key": key}])
    assert life.replaced_by(encryption_configuration=[]) == ("encryption_configuration",)
    assert life.replaced_by(name="other") == ("name",)


@pytest.mark.parametrize("encryption", [[{"encryption_type": "KMS"}], [{"encryption_type": "AES256"}], [{}]])
def test_encryption_settles_with_the_key_that_ecr_chose(life: Life, encryption: list[Any]) -> None:
    life.create(name=NAME, encryption_configuration=encryption)


def test_a_repository_with_images_goes_by_force_alone(ctx: TestContext, life: Life) -> None:
    life.create(name=NAME)
    image(ctx)
    with pytest.raises(ClientError, match="RepositoryNotEmpty"):
        life.delete()
    life.change(force_delete=True)
    life.delete()


def test_a_repository_is_imported_by_its_name(life: Life) -> None:
    scanning = [{"scan_on_push": True}]
    state = life.create(name=NAME, image_scanning_configuration=scanning, encryption_configuration=[{}])
    found = life.imported(NAME)
    assert found["image_scanning_configuration"] == scanning and found["arn"] == state["arn"]
    assert found["encryption_configuration"] == []


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "Superset"}, ("name",)),
        ({"name": "x"}, ("name",)),
        ({"name": "a//b"}, ("name",)),
        ({"image_tag_mutability": "FROZEN"}, ("image_tag_mutability",)),
        (
            {"encryption_configuration": [{"encryption_type": "SSE"}]},
            ("encryption_configuration", 0, "encryption_type"),
        ),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: tuple[Any, ...]) -> None:
    assert [problem.path for problem in EcrRepository().validate(config)] == [path]


@pytest.fixture
def repository(ctx: TestContext) -> str:
    return str(ctx.client("ecr").create_repository(repositoryName=NAME)["repository"]["repositoryName"])


def test_a_lifecycle_policy_settles_whatever_its_layout(ctx: TestContext, repository: str) -> None:
    life = Life(EcrLifecyclePolicy(), ctx)
    state = life.create(repository=repository, policy=policy(10))
    assert state["registry_id"] == ctx.account
    life.config["policy"] = json.dumps(json.loads(policy(10)), indent=2)
    assert life.plan().state["policy"] == policy(10)
    assert life.replaced_by(policy=policy(5)) == ("policy",)
    assert life.imported(repository)["repository"] == repository
    life.delete()


def test_the_policy_of_a_deleted_repository_is_gone(ctx: TestContext, repository: str) -> None:
    life = Life(EcrLifecyclePolicy(), ctx)
    life.create(repository=repository, policy=policy(10))
    ctx.client("ecr").delete_repository(repositoryName=repository)
    assert life.refresh() is None
    life.delete()
    assert [problem.path for problem in EcrLifecyclePolicy().validate({"policy": "{"})] == [("policy",)]
