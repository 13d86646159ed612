"""Every call through boto3: what it does, what it answers (checked against botocore's model), what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from haveli.local.clock import Clock
from haveli.local.extensions import eks as extension
from haveli.local.extensions.eks import responses
from tests.local.extensions.eks.conftest import LATER, MODEL, NAME, REGION, Account

pytestmark = pytest.mark.contract

VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
WHO = "arn:aws:iam::123456789012:role/teams/fraud"


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return f"{caught.value.response['Error']['Code']}: {caught.value.response['Error']['Message']}"


def state(eks: Any, name: str = NAME) -> str:
    return str(eks.describe_cluster(name=name)["cluster"]["status"])


def test_every_call_that_we_serve_is_one_of_the_service() -> None:
    ours = {name for name, item in vars(responses.EksResponse).items() if callable(item) and name[0] != "_"}
    assert ours - {"call_action"} <= {xform_name(name) for name in MODEL.operation_names}


def test_a_cluster_is_active_when_its_time_has_come(eks: Any, account: Account, clock: Clock) -> None:
    assert eks.create_cluster(**account.request())["cluster"]["status"] == "CREATING"
    assert state(eks) == "CREATING"
    clock.advance(LATER)
    assert state(eks) == "ACTIVE" and eks.list_clusters()["clusters"] == [NAME]


def test_a_cluster_is_described_with_all_that_it_was_asked_for(eks: Any, account: Account) -> None:
    key = account.session.client("kms").create_key()["KeyMetadata"]["Arn"]
    request = account.request(
        encryptionConfig=[{"resources": ["secrets"], "provider": {"keyArn": key}}],
        logging={"clusterLogging": [{"types": ["audit"], "enabled": True}]},
        kubernetesNetworkConfig={"ipFamily": "ipv4", "serviceIpv4Cidr": "172.20.0.0/16"},
        upgradePolicy={"supportType": "STANDARD"},
        zonalShiftConfig={"enabled": True},
        deletionProtection=True,
        computeConfig={"enabled": False},
        tags={"a": "1"},
    )
    found = eks.create_cluster(**request)["cluster"]
    for member in (
        "encryptionConfig",
        "upgradePolicy",
        "zonalShiftConfig",
        "deletionProtection",
        "tags",
        "computeConfig",
    ):
        assert found[member] == request[member]
    assert found["kubernetesNetworkConfig"]["serviceIpv4Cidr"] == "172.20.0.0/16"
    assert found["logging"]["clusterLogging"][0] == {"types": ["audit"], "enabled": True}


def test_errors_say_what_they_are_about(eks: Any, account: Account, cluster: str) -> None:
    with pytest.raises(eks.exceptions.ResourceNotFoundException) as caught:
        eks.describe_cluster(name="other")
    assert caught.value.response["clusterName"] == "other"
    assert refusal(lambda: eks.create_cluster(**account.request())).startswith(
        "ResourceInUseException: Cluster already"
    )


def test_an_update_is_in_progress_until_its_time_has_come(eks: Any, cluster: str, clock: Clock) -> None:
    logging = {"clusterLogging": [{"types": ["api"], "enabled": True}]}
    update = eks.update_cluster_config(name=cluster, logging=logging)["update"]
    assert (update["status"], update["type"], state(eks)) == ("InProgress", "LoggingUpdate", "UPDATING")
    again = refusal(lambda: eks.update_cluster_version(name=cluster, version="1.35"))
    assert again.startswith("ResourceInUseException") and update["id"] in again
    clock.advance(LATER)
    assert eks.describe_update(name=cluster, updateId=update["id"])["update"]["status"] == "Successful"
    assert state(eks) == "ACTIVE" and eks.list_updates(name=cluster)["updateIds"] == [update["id"]]
    assert refusal(lambda: eks.describe_update(name=cluster, updateId="x")).startswith("ResourceNotFoundException")


def test_a_cluster_goes_up_a_version(eks: Any, cluster: str, clock: Clock) -> None:
    eks.update_cluster_version(name=cluster, version="1.35")
    clock.advance(LATER)
    found = eks.describe_cluster(name=cluster)["cluster"]
    assert (found["version"], found["platformVersion"]) == ("1.35", "eks.3")


def test_encryption_is_associated_once(eks: Any, account: Account, cluster: str, clock: Clock) -> None:
    key = account.session.client("kms").create_key()["KeyMetadata"]["Arn"]
    config = [{"resources": ["secrets"], "provider": {"keyArn": key}}]
    update = eks.associate_encryption_config(clusterName=cluster, encryptionConfig=config)["update"]
    assert update["type"] == "AssociateEncryptionConfig"
    clock.advance(LATER)
    again = refusal(lambda: eks.associate_encryption_config(clusterName=cluster, encryptionConfig=config))
    assert again.startswith("InvalidParameterException")


def test_versions_of_kubernetes_are_listed_with_their_support(eks: Any) -> None:
    found = eks.describe_cluster_versions()["clusterVersions"]
    assert [each["clusterVersion"] for each in found] == ["1.36", "1.35", "1.34", "1.33", "1.32"]
    assert [each["clusterVersion"] for each in eks.describe_cluster_versions(defaultOnly=True)["clusterVersions"]] == [
        "1.35"
    ]
    [one] = eks.describe_cluster_versions(clusterVersions=["1.33"])["clusterVersions"]
    assert one["kubernetesPatchVersion"].startswith("1.33.")


def test_a_node_group_lives_and_ends(eks: Any, account: Account, cluster: str, clock: Clock) -> None:
    assert eks.create_nodegroup(**account.node_group())["nodegroup"]["status"] == "CREATING"
    clock.advance(LATER)
    named = {"clusterName": cluster, "nodegroupName": "core"}
    assert eks.describe_nodegroup(**named)["nodegroup"]["status"] == "ACTIVE"
    update = eks.update_nodegroup_config(**named, scalingConfig={"maxSize": 9})["update"]
    assert update["type"] == "ConfigUpdate"
    clock.advance(LATER)
    assert eks.describe_update(name=cluster, nodegroupName="core", updateId=update["id"])["update"]["errors"] == []
    assert eks.update_nodegroup_version(**named)["update"]["type"] == "VersionUpdate"
    clock.advance(LATER)
    assert eks.list_nodegroups(clusterName=cluster)["nodegroups"] == ["core"]
    assert refusal(lambda: eks.delete_cluster(name=cluster)).startswith("ResourceInUseException")
    assert eks.delete_nodegroup(**named)["nodegroup"]["status"] == "DELETING"
    clock.advance(LATER)
    assert refusal(lambda: eks.describe_nodegroup(**named)).startswith("ResourceNotFoundException")


def test_an_addon_lives_and_ends(eks: Any, cluster: str, clock: Clock) -> None:
    named = {"clusterName": cluster, "addonName": "vpc-cni"}
    assert eks.create_addon(**named)["addon"]["status"] == "CREATING"
    clock.advance(LATER)
    assert eks.describe_addon(**named)["addon"]["status"] == "ACTIVE"
    update = eks.update_addon(**named, addonVersion="v1.21.1-eksbuild.1")["update"]
    assert update["type"] == "AddonUpdate"
    clock.advance(LATER)
    assert eks.describe_update(name=cluster, addonName="vpc-cni", updateId=update["id"])["update"]["id"] == update["id"]
    assert eks.list_addons(clusterName=cluster)["addons"] == ["vpc-cni"]
    assert eks.delete_addon(**named)["addon"]["status"] == "DELETING"
    clock.advance(LATER)
    assert refusal(lambda: eks.describe_addon(**named)).startswith("ResourceNotFoundException")


def test_versions_of_addons_are_listed_from_new_to_old(eks: Any) -> None:
    every = eks.describe_addon_versions()["addons"]
    assert "coredns" in {each["addonName"] for each in every}
    [proxy] = eks.describe_addon_versions(addonName="kube-proxy", kubernetesVersion="1.34")["addons"]
    versions = [each["addonVersion"] for each in proxy["addonVersions"]]
    assert versions == sorted(versions, reverse=True) and len(versions) == 2
    assert refusal(lambda: eks.describe_addon_versions(addonName="x")).startswith("ResourceNotFoundException")


def test_access_is_given_and_taken(eks: Any, cluster: str) -> None:
    named = {"clusterName": cluster, "principalArn": WHO}
    assert eks.create_access_entry(**named)["accessEntry"]["type"] == "STANDARD"
    assert eks.update_access_entry(**named, kubernetesGroups=["a"])["accessEntry"]["kubernetesGroups"] == ["a"]
    assert eks.describe_access_entry(**named)["accessEntry"]["principalArn"] == WHO
    eks.associate_access_policy(**named, policyArn=VIEW, accessScope={"type": "cluster"})
    held = eks.list_associated_access_policies(**named)["associatedAccessPolicies"]
    assert [each["policyArn"] for each in held] == [VIEW]
    assert eks.list_access_entries(clusterName=cluster, associatedPolicyArn=VIEW)["accessEntries"] == [WHO]
    eks.disassociate_access_policy(**named, policyArn=VIEW)
    assert eks.list_associated_access_policies(**named)["associatedAccessPolicies"] == []
    eks.delete_access_entry(**named)
    assert refusal(lambda: eks.describe_access_entry(**named)).startswith("ResourceNotFoundException")


def test_the_policies_of_eks_are_listed(eks: Any) -> None:
    assert VIEW in {each["arn"] for each in eks.list_access_policies()["accessPolicies"]}


def test_a_pod_identity_lives_and_ends(eks: Any, account: Account, cluster: str) -> None:
    role = account.new_role("pod", "pods.eks.amazonaws.com")
    whose = {"clusterName": cluster, "namespace": "superset", "serviceAccount": "superset"}
    made = eks.create_pod_identity_association(**whose, roleArn=role)["association"]
    named = {"clusterName": cluster, "associationId": made["associationId"]}
    assert eks.describe_pod_identity_association(**named)["association"] == made
    assert eks.list_pod_identity_associations(clusterName=cluster, namespace="superset")["associations"]
    assert eks.list_pod_identity_associations(clusterName=cluster, namespace="other")["associations"] == []
    updated = eks.update_pod_identity_association(**named, disableSessionTags=True)["association"]
    assert updated["disableSessionTags"] is True and updated["roleArn"] == role
    assert eks.delete_pod_identity_association(**named)["association"]["associationId"] == made["associationId"]
    assert refusal(lambda: eks.describe_pod_identity_association(**named)).startswith("ResourceNotFoundException")


def test_everything_that_has_an_arn_has_tags(eks: Any, account: Account, cluster: str, clock: Clock) -> None:
    role = account.new_role("pod", "pods.eks.amazonaws.com")
    arns = [
        eks.describe_cluster(name=cluster)["cluster"]["arn"],
        eks.create_nodegroup(**account.node_group())["nodegroup"]["nodegroupArn"],
        eks.create_addon(clusterName=cluster, addonName="vpc-cni")["addon"]["addonArn"],
        eks.create_access_entry(clusterName=cluster, principalArn=WHO)["accessEntry"]["accessEntryArn"],
        eks.create_pod_identity_association(clusterName=cluster, namespace="n", serviceAccount="s", roleArn=role)[
            "association"
        ]["associationArn"],
    ]
    for arn in arns:
        eks.tag_resource(resourceArn=arn, tags={"a": "1", "b": "2"})
        eks.untag_resource(resourceArn=arn, tagKeys=["a", "never"])
        assert eks.list_tags_for_resource(resourceArn=arn)["tags"] == {"b": "2"}
    assert refusal(lambda: eks.list_tags_for_resource(resourceArn=arns[0] + "x")).startswith("NotFoundException")


def test_a_cluster_takes_away_what_it_made(eks: Any, account: Account, cluster: str, clock: Clock) -> None:
    ec2 = account.session.client("ec2")
    assert len(ec2.describe_network_interfaces()["NetworkInterfaces"]) == 2
    eks.delete_cluster(name=cluster)
    assert state(eks) == "DELETING"
    clock.advance(LATER)
    assert eks.list_clusters()["clusters"] == []
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [account.vpc]}])["SecurityGroups"]
    assert [group["GroupName"] for group in groups] == ["default"]


def test_a_server_serves_each_region_apart(account: Account) -> None:
    extension.install()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for region in (REGION, "eu-west-1"):
            session = boto3.Session("test", "test", region_name=region)
            eks = session.client("eks", endpoint_url=f"http://{host}:{port}")
            assert refusal(lambda: eks.describe_cluster(name="a")).startswith("ResourceNotFoundException")  # noqa: B023
    finally:
        server.stop()
