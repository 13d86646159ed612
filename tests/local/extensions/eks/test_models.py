"""The clusters of one account and region, at the clock's time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto.eks.models import eks_backends

from haveli.local.clock import Clock
from haveli.local.extensions.eks import install
from haveli.local.extensions.eks.exceptions import InvalidRequestException, NotFoundException, ResourceNotFoundException
from haveli.local.extensions.eks.models import EksBackend
from tests.local.extensions.eks.conftest import ACCOUNT, LATER, NAME, REGION, Account

CREATOR = "arn:aws:iam::123456789012:user/ann"


@pytest.fixture
def backend(account: Account) -> Iterator[EksBackend]:
    install()  # a second call changes nothing
    backend = eks_backends[ACCOUNT][REGION]
    assert isinstance(backend, EksBackend)
    yield backend


@pytest.mark.parametrize(
    ("config", "admitted"),
    [
        ({"authenticationMode": "API"}, True),
        ({"authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": True}, True),
        ({"authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": False}, False),
        ({}, False),
    ],
)
def test_a_creator_is_let_in_unless_the_request_says_not(
    backend: EksBackend, account: Account, config: dict[str, object], admitted: bool
) -> None:
    backend.create_cluster(account.request(accessConfig=config), CREATOR)
    assert (CREATOR in backend.clusters[NAME].access_entries) is admitted


def test_nodes_are_let_in_while_a_group_uses_their_role(backend: EksBackend, account: Account, clock: Clock) -> None:
    backend.create_cluster(account.request(), CREATOR)
    clock.advance(LATER)
    cluster, _ = backend.cluster(NAME)
    for name in ("a", "b"):
        backend.create_node_group(account.node_group(nodegroupName=name))
    clock.advance(LATER)
    for name, left in (("a", True), ("b", False)):
        cluster.node_groups[name].end(clock.now(), LATER / 2)
        clock.advance(LATER)
        backend.now()
        assert (account.role in cluster.access_entries) is left


def test_an_entry_that_a_person_made_for_nodes_stays(backend: EksBackend, account: Account, clock: Clock) -> None:
    backend.create_cluster(account.request(), CREATOR)
    clock.advance(LATER)
    cluster, now = backend.cluster(NAME)
    cluster.access_entries[account.role] = {"type": "STANDARD"}
    backend.create_node_group(account.node_group())
    cluster.node_groups["core"].end(now, LATER / 2)
    clock.advance(LATER)
    backend.now()
    assert cluster.node_groups == {} and account.role in cluster.access_entries


def test_a_protected_cluster_stays(backend: EksBackend, account: Account) -> None:
    backend.create_cluster(account.request(deletionProtection=True), CREATOR)
    with pytest.raises(InvalidRequestException, match="protection"):
        backend.delete_cluster(NAME)


def test_what_a_request_names_is_found_or_said_to_be_missing(
    backend: EksBackend, account: Account, clock: Clock
) -> None:
    backend.create_cluster(account.request(), CREATOR)
    clock.advance(LATER)
    backend.create_node_group(account.node_group())
    backend.create_addon({"clusterName": NAME, "addonName": "vpc-cni"})
    assert backend.record({"name": NAME}).facts["name"] == NAME
    assert backend.record({"name": NAME, "nodegroupName": "core"}).facts["name"] == "core"
    assert backend.record({"name": NAME, "addonName": "vpc-cni"}).facts["name"] == "vpc-cni"
    with pytest.raises(ResourceNotFoundException):
        backend.update({"name": NAME, "updateId": "x"})
    with pytest.raises(ResourceNotFoundException):
        backend.cluster("other")
    with pytest.raises(NotFoundException):
        backend.tags("arn:aws:eks:ap-south-1:123456789012:cluster/other")
