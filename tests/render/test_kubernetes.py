from __future__ import annotations

from dataclasses import replace

from haveli.render.kubernetes import cluster_facts, eks
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_nodes_carry_the_tags_of_their_root_because_default_tags_do_not_reach_them() -> None:
    root = eks(platform())
    assert arguments(root, "cluster")["node_tags"] == root.tags


def test_the_key_serves_the_log_group_of_the_control_plane() -> None:
    root = eks(platform())
    name = arguments(root, "cluster")["name"]
    assert arguments(root, "key")["log_group_prefixes"] == [f"/aws/eks/{name}/"]


def test_the_api_is_private_unless_blocks_are_named() -> None:
    assert arguments(eks(platform()), "cluster")["public_access_cidrs"] == ()


def test_administrators_are_roles_of_this_account() -> None:
    known = replace(platform(), eks=replace(platform().eks, admins=("platform-admin",)))
    assert arguments(eks(known), "cluster")["access_entries"] == {
        "platform-admin": {
            "principal_arn": "arn:aws:iam::880170353725:role/platform-admin",
            "policy": "AmazonEKSClusterAdminPolicy",
        }
    }


def test_one_group_stays_and_one_is_on_spot() -> None:
    groups = arguments(eks(platform()), "cluster")["node_groups"]
    assert {name: group["capacity"] for name, group in groups.items()} == {"on-demand": "on_demand", "spot": "spot"}
    assert len(groups["spot"]["instance_types"]) >= 3


def test_every_fact_of_the_cluster_is_an_output_of_its_root() -> None:
    outputs = eks(platform()).outputs
    assert {value.text.rpartition(".")[2] for value in cluster_facts().values()} <= set(outputs)  # type: ignore[union-attr]
