"""Glue's tables under many writers: no acknowledged commit is lost, and the loser of a race is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import glue
from tests.local.extensions.model import assert_in_model
from tests.local.extensions.wire import call
from tests.local.provider.doubles import TestContext

TABLE = {"DatabaseName": "fraud_iceberg", "Name": "payments"}


def table_input(commits: str, **more: Any) -> dict[str, Any]:
    parameters = {"table_type": "ICEBERG", "metadata_location": f"s3://b/{len(commits)}.json", "commits": commits}
    return {"Name": "payments", "TableType": "EXTERNAL_TABLE", "Parameters": parameters, **more}


@pytest.fixture
def client(ctx: TestContext) -> Any:
    client = ctx.client("glue")
    client.create_database(DatabaseInput={"Name": "fraud_iceberg"})
    client.create_table(DatabaseName="fraud_iceberg", TableInput=table_input(""))
    return client


def together(work: list[Callable[[], None]]) -> None:
    """Runs these at the same time and raises what one of them raised."""
    ready, faults = threading.Barrier(len(work)), []

    def run(one: Callable[[], None]) -> None:
        ready.wait()
        try:
            one()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def commit(client: Any, mark: str) -> int:
    """Adds a mark to the table as an Iceberg catalog commits: read, change, swap, and again after a conflict."""
    for attempt in range(200):
        table = client.get_table(**TABLE)["Table"]
        marks = table["Parameters"]["commits"]
        try:
            client.update_table(
                DatabaseName="fraud_iceberg",
                TableInput=table_input(f"{marks}{mark},"),
                VersionId=table["VersionId"],
                SkipArchive=True,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConcurrentModificationException":
                raise
            continue
        return attempt
    raise AssertionError(f"{mark} was never committed")


def test_no_commit_of_many_writers_is_lost(ctx: TestContext, client: Any) -> None:
    writers, commits = 6, 5

    def writer(number: int) -> Callable[[], None]:
        own = ctx.client("glue")
        return lambda: [commit(own, f"{number}-{index}") for index in range(commits)] and None

    together([writer(number) for number in range(writers)])
    table = client.get_table(**TABLE)["Table"]
    marks = [mark for mark in table["Parameters"]["commits"].split(",") if mark]
    assert sorted(marks) == sorted(f"{number}-{index}" for number in range(writers) for index in range(commits))
    assert table["VersionId"] == str(1 + writers * commits)


def test_of_two_writers_that_read_the_same_version_one_is_told(ctx: TestContext, client: Any) -> None:
    version = client.get_table(**TABLE)["Table"]["VersionId"]
    outcomes = []

    def writer(mark: str) -> Callable[[], None]:
        own = ctx.client("glue")

        def write() -> None:
            try:
                own.update_table(
                    DatabaseName="fraud_iceberg", TableInput=table_input(mark), VersionId=version, SkipArchive=True
                )
                outcomes.append("done")
            except ClientError as error:
                outcomes.append(error.response["Error"]["Code"])

        return write

    together([writer(mark) for mark in "abcd"])
    assert sorted(outcomes) == ["ConcurrentModificationException"] * 3 + ["done"]


def test_a_stale_version_is_refused_with_the_words_of_aws(client: Any) -> None:
    client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("a,"), VersionId="1")
    with pytest.raises(client.exceptions.ConcurrentModificationException) as refused:
        client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("b,"), VersionId="1")
    assert refused.value.response["Error"]["Message"] == "Update table failed due to concurrent modifications."
    assert client.get_table(**TABLE)["Table"]["Parameters"]["commits"] == "a,"


def test_without_a_version_the_last_writer_wins(client: Any) -> None:
    for commits in ("a,", "b,"):
        client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input(commits))
    assert client.get_table(**TABLE)["Table"]["Parameters"]["commits"] == "b,"


def versions(client: Any) -> list[tuple[str, str]]:
    answer = client.get_table_versions(DatabaseName="fraud_iceberg", TableName="payments")
    return [(item["VersionId"], item["Table"]["Parameters"]["commits"]) for item in answer["TableVersions"]]


def test_an_update_archives_what_it_replaces(client: Any) -> None:
    client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("a,"))
    client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("b,"))
    assert versions(client) == [("3", "b,"), ("2", "a,"), ("1", "")]


def test_skip_archive_leaves_no_old_version_but_counts_on(client: Any) -> None:
    client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("a,"))
    client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("b,"), SkipArchive=True)
    assert versions(client) == [("3", "b,"), ("1", "")]
    with pytest.raises(client.exceptions.EntityNotFoundException):
        client.get_table_version(DatabaseName="fraud_iceberg", TableName="payments", VersionId="2")


def test_one_of_many_creations_succeeds(ctx: TestContext, client: Any) -> None:
    outcomes = []

    def creator() -> Callable[[], None]:
        own = ctx.client("glue")

        def create() -> None:
            try:
                own.create_table(DatabaseName="fraud_iceberg", TableInput={"Name": "once"})
                outcomes.append("done")
            except ClientError as error:
                outcomes.append(error.response["Error"]["Code"])

        return create

    together([creator() for _ in range(4)])
    assert sorted(outcomes) == ["AlreadyExistsException"] * 3 + ["done"]


def test_a_table_that_is_gone_is_not_updated(client: Any) -> None:
    client.delete_table(**TABLE)
    with pytest.raises(client.exceptions.EntityNotFoundException):
        client.update_table(DatabaseName="fraud_iceberg", TableInput=table_input("a,"), VersionId="1")


def test_a_new_database_does_not_inherit_the_tags_of_a_deleted_one(ctx: TestContext, client: Any) -> None:
    arn = f"arn:aws:glue:{ctx.region}:{ctx.account}:database/tagged"
    client.create_database(DatabaseInput={"Name": "tagged"}, Tags={"owner": "risk"})
    assert client.get_tags(ResourceArn=arn)["Tags"] == {"owner": "risk"}
    client.delete_database(Name="tagged")
    client.create_database(DatabaseInput={"Name": "tagged"})
    assert client.get_tags(ResourceArn=arn)["Tags"] == {}


@pytest.mark.contract
@pytest.mark.usefixtures("client")
def test_answers_fit_the_model(ctx: TestContext) -> None:
    updated = call(ctx.endpoint, "glue", "UpdateTable", DatabaseName="fraud_iceberg", TableInput=table_input("a,"))
    assert_in_model("glue", "UpdateTable", updated)
    answer = call(ctx.endpoint, "glue", "GetTableVersions", DatabaseName="fraud_iceberg", TableName="payments")
    assert len(answer["TableVersions"]) == 2
    assert_in_model("glue", "GetTableVersions", answer)


def test_installing_twice_changes_nothing() -> None:
    from moto.glue.models import GlueBackend

    before = GlueBackend.update_table
    glue.install()
    assert GlueBackend.update_table is before
