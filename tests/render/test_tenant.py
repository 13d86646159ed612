from __future__ import annotations

from haveli.render.tenant import budgets, emr_cluster, glue, storage, tenant_roots
from tests.render.arguments import arguments, reads
from tests.spec.samples import FRAUD, platform, tenant


def test_a_tenant_has_its_roots_in_deploy_order() -> None:
    assert [root.name for root in tenant_roots(tenant(), platform())] == [
        "00-storage",
        "01-glue",
        "02-access",
        "03-emr-production",
        "04-emr-staging",
        "05-budgets",
        "06-monitoring",
        "07-studio",
    ]


def test_a_tenant_without_staging_has_no_staging_root_and_one_budget() -> None:
    single = tenant(FRAUD.replace("staging: true\n", ""))
    assert "04-emr-staging" not in [root.name for root in tenant_roots(single, platform())]
    assert [made.name for made in budgets(single, platform()).modules] == ["production_budget"]


def test_a_root_reads_only_roots_that_come_before_it() -> None:
    for root in tenant_roots(tenant(), platform()):
        assert all(read.env == "platform" or read.name < root.name for read in root.reads), root.name


def test_every_output_that_is_read_is_an_output_of_the_root_that_is_read() -> None:
    from haveli.render import roots
    from tests.render.samples import fraud

    every = {(root.env, root.name): root for root in roots(fraud())}
    for root in every.values():
        labels = {read.label: every[(read.env, read.name)] for read in root.reads}
        for label, output in reads(root):
            assert output in labels[label].outputs, f"{root.folder}: {label}.{output}"


def test_production_is_protected_and_never_parks() -> None:
    found = arguments(emr_cluster(tenant(), tenant().production, platform()), "cluster")
    assert (found["termination_protection"], found["idle_timeout_seconds"]) == (True, None)
    assert found["primary"] == {"count": 3, "type": "r6g.xlarge", "units": 1}
    assert found["name"] == "pai-risk-mlops-fraud-production-emr"


def test_staging_parks_and_begins_with_one_task_unit_although_its_least_is_none() -> None:
    staging = tenant().staging
    assert staging is not None
    found = arguments(emr_cluster(tenant(), staging, platform()), "cluster")
    assert (found["termination_protection"], found["idle_timeout_seconds"]) == (False, 2700)
    assert (found["primary"]["count"], staging.task.min, found["task"]["units"]) == (1, 0, 1)


def test_a_type_carries_its_units() -> None:
    found = arguments(emr_cluster(tenant(), tenant().production, platform()), "cluster")
    assert found["task"]["types"][:2] == [{"type": "r6g.xlarge", "units": 1}, {"type": "r6g.2xlarge", "units": 2}]


def test_the_budgets_are_1500_and_200() -> None:
    root = budgets(tenant(), platform())
    assert arguments(root, "production_budget")["limit_usd"] == 1500
    assert arguments(root, "staging_budget")["limit_usd"] == 200
    assert arguments(root, "staging_budget")["budget_tag"] == "fraud-staging"


def test_names_of_buckets_and_databases() -> None:
    assert arguments(storage(tenant(), platform()), "data_bucket")["bucket_name"] == "pai-risk-mlops-fraud-shared-data"
    assert set(arguments(glue(tenant(), platform()), "databases")["databases"]) == {"fraud_iceberg", "fraud_raw"}


def test_each_cluster_root_is_tagged_with_its_own_environment() -> None:
    tags = {root.name: root.tags for root in tenant_roots(tenant(), platform())}
    assert tags["04-emr-staging"]["budget"] == "fraud-staging"
    assert tags["00-storage"]["budget"] == "fraud-production"
    assert tags["03-emr-production"]["root"] == "fraud/03-emr-production"
