from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber

from haveli.aws import World
from haveli.engine import protection
from haveli.engine.protection import NotEmptied, StillNeeded
from tests.engine.checkouts import root
from tests.engine.doubles import Bench, bench
from tests.engine.worlds import scripted

VPC, STORAGE, EMR = "platform/00-vpc", "fraud/00-storage", "fraud/03-emr"


def standing(folder: Path, *selected: str) -> Bench:
    made = bench(folder, [root("foundation/00-state"), root(VPC), root(STORAGE), root(EMR, VPC, STORAGE)], selected)
    for found in made.everything:
        made.states.write(found.id)
    return made


def holds(made: Bench, name: str, kind: str, /, **attributes: Any) -> None:
    key = f"{name}/terraform.tfstate"
    version, outputs, resources = made.states.held[key]
    made.states.held[key] = (version, outputs, [*resources, {"type": kind, "attributes": attributes}])


def lifted(made: Bench, world: World, *, delete_data: bool = False) -> list[str]:
    return list(protection.lift(world, made.run(), delete_data=delete_data))


# What may go


def test_what_a_standing_root_reads_may_not_go_and_both_are_named(tmp_path: Path) -> None:
    with pytest.raises(StillNeeded) as caught:
        protection.check_may_go(standing(tmp_path, VPC).run())
    assert EMR in caught.value.explanation
    assert VPC in caught.value.explanation


def test_it_may_go_together_with_all_that_read_it(tmp_path: Path) -> None:
    protection.check_may_go(standing(tmp_path, VPC, STORAGE, EMR).run())


def test_what_nothing_reads_may_go(tmp_path: Path) -> None:
    protection.check_may_go(standing(tmp_path, EMR).run())


def test_a_reader_that_was_destroyed_before_does_not_hold_it(tmp_path: Path) -> None:
    made = standing(tmp_path, VPC)
    made.states.write(EMR, resources=0)
    protection.check_may_go(made.run())


def test_a_reader_that_was_never_applied_does_not_hold_it(tmp_path: Path) -> None:
    made = standing(tmp_path, VPC)
    del made.states.held[f"{EMR}/terraform.tfstate"]
    protection.check_may_go(made.run())


def test_the_root_of_the_state_bucket_never_goes(tmp_path: Path) -> None:
    with pytest.raises(StillNeeded, match="every state"):
        protection.check_may_go(standing(tmp_path, "foundation/00-state", VPC, STORAGE, EMR).run())


# What is lifted


def test_the_protection_of_a_cluster_is_lifted_and_told(tmp_path: Path) -> None:
    world, _ = scripted()
    made = standing(tmp_path, EMR)
    holds(made, EMR, "aws_emr_cluster", id="j-1", name="fraud-emr", termination_protection=True)
    with Stubber(world.client("emr")) as emr:
        emr.add_response("set_termination_protection", {}, {"JobFlowIds": ["j-1"], "TerminationProtected": False})
        assert lifted(made, world) == ["Termination protection of cluster fraud-emr is off."]
        emr.assert_no_pending_responses()


DELETION = {
    "aws_eks_cluster": (
        {"name": "mlops", "deletion_protection": True},
        ("eks", "update_cluster_config", {"name": "mlops", "deletionProtection": False}),
        "Deletion protection of Kubernetes cluster mlops is off.",
    ),
    "aws_db_instance": (
        {"identifier": "superset", "deletion_protection": True},
        (
            "rds",
            "modify_db_instance",
            {"DBInstanceIdentifier": "superset", "DeletionProtection": False, "ApplyImmediately": True},
        ),
        "Deletion protection of database superset is off.",
    ),
    "aws_lb": (
        {"name": "alb", "arn": "arn:alb", "enable_deletion_protection": True},
        (
            "elbv2",
            "modify_load_balancer_attributes",
            {
                "LoadBalancerArn": "arn:alb",
                "Attributes": [{"Key": "deletion_protection.enabled", "Value": "false"}],
            },
        ),
        "Deletion protection of load balancer alb is off.",
    ),
}


@pytest.mark.parametrize("kind", DELETION)
def test_protection_against_deletion_is_lifted_and_told(tmp_path: Path, kind: str) -> None:
    attributes, (service, operation, request), told = DELETION[kind]
    world, _ = scripted()
    made = standing(tmp_path, EMR)
    holds(made, EMR, kind, **attributes)
    with Stubber(world.client(service)) as stub:
        stub.add_response(operation, {}, request)
        assert lifted(made, world) == [told]
        stub.assert_no_pending_responses()


@pytest.mark.parametrize("kind", DELETION)
def test_what_is_not_protected_against_deletion_is_left_alone(tmp_path: Path, kind: str) -> None:
    attributes, (service, _, _), _ = DELETION[kind]
    world, _ = scripted()
    made = standing(tmp_path, EMR)
    holds(made, EMR, kind, **{**attributes, "deletion_protection": False, "enable_deletion_protection": False})
    with Stubber(world.client(service)):
        assert lifted(made, world) == []


def test_a_cluster_without_protection_and_one_of_another_root_are_left_alone(tmp_path: Path) -> None:
    world, _ = scripted()
    made = standing(tmp_path, EMR)
    holds(made, EMR, "aws_emr_cluster", id="j-1", name="a", termination_protection=False)
    holds(made, STORAGE, "aws_emr_cluster", id="j-2", name="b", termination_protection=True)
    with Stubber(world.client("emr")):
        assert lifted(made, world) == []


def test_a_protection_that_stays_is_told_with_its_reason(tmp_path: Path) -> None:
    world, _ = scripted()
    made = standing(tmp_path, EMR)
    holds(made, EMR, "aws_emr_cluster", id="j-1", name="fraud-emr", termination_protection=True)
    with Stubber(world.client("emr")) as emr:
        emr.add_client_error("set_termination_protection", "AccessDeniedException", "not yours")
        [line] = lifted(made, world)
    assert "fraud-emr stays" in line
    assert "not yours" in line


def bucket(folder: Path) -> tuple[Bench, World, Stubber]:
    world, s3 = scripted()
    made = standing(folder, STORAGE)
    holds(made, STORAGE, "aws_s3_bucket", bucket="data")
    return made, world, s3


def test_a_bucket_is_emptied_of_every_version_and_marker_only_when_that_was_asked_for(tmp_path: Path) -> None:
    made, world, s3 = bucket(tmp_path)
    assert lifted(made, world) == []
    found = {"Versions": [{"Key": "a", "VersionId": "1"}, {"Key": "a", "VersionId": "2"}]}
    s3.add_response(
        "list_object_versions", {**found, "IsTruncated": True, "NextKeyMarker": "a", "NextVersionIdMarker": "2"}
    )
    s3.add_response("delete_objects", {})
    s3.add_response("list_object_versions", {"DeleteMarkers": [{"Key": "b", "VersionId": "3"}], "IsTruncated": False})
    s3.add_response(
        "delete_objects",
        {},
        {"Bucket": "data", "Delete": {"Objects": [{"Key": "b", "VersionId": "3"}], "Quiet": True}},
    )
    assert lifted(made, world, delete_data=True) == ["Bucket data is empty: 3 object versions are gone."]
    s3.assert_no_pending_responses()


def test_a_secret_is_forgotten_at_once_only_when_data_goes_too(tmp_path: Path) -> None:
    world, _ = scripted()
    made = standing(tmp_path, STORAGE)
    holds(made, STORAGE, "aws_secretsmanager_secret", arn="arn:s", name="superset")
    with Stubber(world.client("secretsmanager")) as secrets:
        assert lifted(made, world) == []
        secrets.add_response("delete_secret", {}, {"SecretId": "arn:s", "ForceDeleteWithoutRecovery": True})
        assert lifted(made, world, delete_data=True) == ["Secret superset is gone, and cannot be restored."]
        secrets.add_client_error("delete_secret", "ResourceNotFoundException")
        assert lifted(made, world, delete_data=True) == []


def test_a_bucket_that_is_gone_already_is_passed_over(tmp_path: Path) -> None:
    made, world, s3 = bucket(tmp_path)
    s3.add_client_error("list_object_versions", "NoSuchBucket")
    assert lifted(made, world, delete_data=True) == []


def test_an_object_that_s3_keeps_is_an_error_with_its_name(tmp_path: Path) -> None:
    made, world, s3 = bucket(tmp_path)
    s3.add_response("list_object_versions", {"Versions": [{"Key": "a", "VersionId": "1"}], "IsTruncated": False})
    s3.add_response("delete_objects", {"Errors": [{"Key": "a", "Code": "AccessDenied", "Message": "locked"}]})
    with pytest.raises(NotEmptied, match="locked"):
        lifted(made, world, delete_data=True)
