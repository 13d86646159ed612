from __future__ import annotations

import re

from haveli.spec.load import read_platform
from haveli.spec.models import Core, Dns, LoadBalancer, Task
from tests.spec.samples import FRAUD, PLATFORM_TEXT, platform, tenant

R_TYPES = ("r6g.xlarge", "r6g.2xlarge", "r6a.xlarge", "r6a.2xlarge", "r5a.xlarge", "r5a.2xlarge")


def test_the_short_file_of_fraud_means_what_the_design_says() -> None:
    production = tenant().production
    assert (production.primaries, production.release, production.primary_type) == (3, "emr-7.10.0", "r6g.xlarge")
    assert production.core == Core(2, R_TYPES)
    assert production.task == Task(1, 16, R_TYPES, 100)
    assert (production.free_memory_below_percent, production.idle_seconds, production.budget_usd) == (15, None, 1500)
    staging = tenant().staging
    assert staging is not None
    assert (staging.primaries, staging.core.units, staging.task.min, staging.task.max) == (1, 1, 0, 6)
    assert (staging.free_memory_below_percent, staging.idle_seconds, staging.budget_usd) == (25, 2700, 200)


def test_without_memory_optimized_types_are_general_purpose() -> None:
    general = tenant("tenant: fraud\nowner: a@example.com\n").production
    assert {name[0] for name in (*general.core.types, *general.task.types, general.primary_type)} == {"m"}
    assert len(general.task.types) == 6


def test_what_a_file_says_wins_key_by_key() -> None:
    written = tenant(FRAUD + "clusters:\n  production: {task: {max: 4}, budget: 1600}\n").production
    assert (written.task.min, written.task.max, written.budget_usd) == (1, 4, 1600)


def test_a_cluster_may_say_never_where_the_default_parks() -> None:
    staging = tenant(FRAUD + "clusters:\n  staging: {idle: never, budget: 400}\n").staging
    assert staging is not None
    assert staging.idle_seconds is None


def test_a_tenant_without_a_cost_centre_has_that_of_the_platform() -> None:
    assert tenant().cost_center == platform().cost_center
    assert tenant(FRAUD + "cost_center: cards\n").cost_center == "cards"


def test_the_platform_of_the_repository() -> None:
    found = platform()
    assert (found.product, found.account, found.region) == ("pai-risk-mlops", "880170353725", "ap-south-1")
    assert found.state_bucket == "pai-risk-mlops-v1-foundation-tfstates"
    assert found.network.zones == ("ap-south-1a", "ap-south-1b", "ap-south-1c")
    assert found.eks.cluster == "pai-risk-mlops-platform"


def test_a_platform_that_names_no_domain_gets_names_below_its_owners() -> None:
    short = re.sub(r"dns:\n(  .*\n)+", "", PLATFORM_TEXT)
    found, problems = read_platform(short, "platform.yaml")
    assert found is not None, problems
    assert found.dns == Dns("pai-risk-mlops.example.com", "pai-risk-mlops.internal")


def test_a_platform_that_says_nothing_is_closed_protected_and_highly_available() -> None:
    found = platform()
    assert found.load_balancer == LoadBalancer("internal", (found.network.cidr,))
    assert (found.eks.public_access, found.eks.admins, found.eks.trust) == ((), (), "pod_identity")
    assert (found.database.multi_az, found.studio.home) == (True, "Retain")
    assert (found.audit.mode, found.audit.days) == ("COMPLIANCE", 400)
    assert (found.eks.on_demand.min, found.studio.idle_seconds) == (2, 7200)
