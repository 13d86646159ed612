"""`make up`: foundation, network and the tenant fraud stand, as plain AWS clients see them."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.conftest import Checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("platform")]

PRODUCT = "pai-risk-mlops"
STATES = "pai-risk-mlops-v1-foundation-tfstates"
FAMILIES = {"r6g", "r6a", "r5a"}


def cluster(platform: Checkout, environment: str) -> dict[str, object]:
    emr = platform.client("emr")
    name = f"{PRODUCT}-fraud-{environment}-emr"
    [found] = [item for item in emr.list_clusters()["Clusters"] if item["Name"] == name]
    return dict(emr.describe_cluster(ClusterId=found["Id"])["Cluster"])


def fleets(platform: Checkout, environment: str) -> dict[str, dict[str, object]]:
    found = platform.client("emr").list_instance_fleets(ClusterId=cluster(platform, environment)["Id"])
    return {fleet["InstanceFleetType"]: fleet for fleet in found["InstanceFleets"]}


def test_every_root_has_its_state_in_the_bucket(platform: Checkout) -> None:
    order = platform.haveli("plan", "--order").stdout.splitlines()
    wanted = {f"{line.split()[0]}/terraform.tfstate" for line in order}
    found = {item["Key"] for item in platform.client("s3").list_objects_v2(Bucket=STATES)["Contents"]}
    assert len(wanted) >= 9
    assert wanted <= found


def test_a_second_up_says_that_nothing_changed(platform: Checkout) -> None:
    again = platform.haveli("up")
    assert "Nothing changed" in again.stderr
    assert " applied " not in again.stderr


def test_a_refreshed_plan_of_every_root_is_empty(platform: Checkout) -> None:
    done = platform.haveli("plan", "--refresh", "--detailed-exitcode", "--json")
    words = {root["root"]: root["result"] for root in json.loads(done.stdout)["roots"]}
    assert set(words.values()) == {"unchanged"}, words


@pytest.mark.parametrize(("environment", "primaries"), [("production", 3), ("staging", 1)])
def test_a_cluster_runs_its_primaries_on_demand(platform: Checkout, environment: str, primaries: int) -> None:
    found = cluster(platform, environment)
    assert found["Status"]["State"] in ("RUNNING", "WAITING")
    master = fleets(platform, environment)["MASTER"]
    assert master["TargetOnDemandCapacity"] == primaries
    instances = platform.client("emr").list_instances(ClusterId=found["Id"], InstanceFleetType="MASTER")["Instances"]
    running = [item for item in instances if item["Status"]["State"] == "RUNNING"]
    assert len(running) == primaries
    assert {item["Market"] for item in running} == {"ON_DEMAND"}


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_core_and_task_fleets_have_five_or_six_memory_optimised_types(platform: Checkout, environment: str) -> None:
    found = fleets(platform, environment)
    for role in ("CORE", "TASK"):
        types = {item["InstanceType"] for item in found[role]["InstanceTypeSpecifications"]}
        assert len(types) in (5, 6)
        assert {name.partition(".")[0] for name in types} == FAMILIES


def test_task_capacity_is_spot(platform: Checkout) -> None:
    task = fleets(platform, "production")["TASK"]
    assert (task["TargetOnDemandCapacity"], task["TargetSpotCapacity"]) == (0, 1)
    assert task["ProvisionedSpotCapacity"] >= 1


def test_both_databases_stand(platform: Checkout) -> None:
    names = {item["Name"] for item in platform.client("glue").get_databases()["DatabaseList"]}
    assert {"fraud_iceberg", "fraud_raw"} <= names


@pytest.mark.parametrize("bucket", ["data", "artifacts"])
def test_buckets_are_encrypted_with_kms_and_closed(platform: Checkout, bucket: str) -> None:
    s3, name = platform.client("s3"), f"{PRODUCT}-fraud-shared-{bucket}"
    rules = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    blocked = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    assert set(blocked.values()) == {True}


def test_budgets_are_1500_and_200_in_the_account(platform: Checkout) -> None:
    found = platform.client("budgets").describe_budgets(AccountId="880170353725")["Budgets"]
    amounts = {item["BudgetName"]: float(item["BudgetLimit"]["Amount"]) for item in found}
    assert amounts == {
        f"{PRODUCT}-fraud-production-budget": 1500.0,
        f"{PRODUCT}-fraud-staging-budget": 200.0,
    }


AS_A_PERSON = """
import boto3
session = boto3.Session(profile_name="pai-risk-mlops")
assert session.client("sts").get_caller_identity()["Account"] == "880170353725"
clusters = {item["Name"] for item in session.client("emr").list_clusters()["Clusters"]}
buckets = {item["Name"] for item in session.client("s3").list_buckets()["Buckets"]}
databases = {item["Name"] for item in session.client("glue").get_databases()["DatabaseList"]}
budgets = session.client("budgets").describe_budgets(AccountId="880170353725")["Budgets"]
assert {"pai-risk-mlops-fraud-production-emr", "pai-risk-mlops-fraud-staging-emr"} <= clusters, clusters
assert {"pai-risk-mlops-fraud-shared-data", "pai-risk-mlops-fraud-shared-artifacts"} <= buckets, buckets
assert {"fraud_iceberg", "fraud_raw"} <= databases, databases
assert {float(item["BudgetLimit"]["Amount"]) for item in budgets} == {1500.0, 200.0}, budgets
"""


def test_plain_boto3_with_the_documented_profile_sees_it_all(platform: Checkout) -> None:
    done = platform.shell(f"eval \"$(haveli env)\"; python - <<'EOF'\n{AS_A_PERSON}\nEOF")
    assert done.returncode == 0, done.stderr


def test_taking_the_exports_back_leaves_the_shell_as_it_was(platform: Checkout) -> None:
    done = platform.shell(
        'before=$(env | sort); eval "$(haveli env)"; eval "$(haveli env --unset)"; diff <(echo "$before") <(env | sort)'
    )
    assert done.returncode == 0, done.stdout
