"""Route 53's record sets over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import route53
from tests.local.provider.doubles import TestContext

DOMAIN = "mlops.example.com"


def zone(ctx: TestContext) -> str:
    return str(ctx.client("route53").create_hosted_zone(Name=DOMAIN, CallerReference="1")["HostedZone"]["Id"])


def change(ctx: TestContext, id: str, *changes: tuple[str, dict[str, Any]]) -> None:
    sent = [{"Action": action, "ResourceRecordSet": item} for action, item in changes]
    ctx.client("route53").change_resource_record_sets(HostedZoneId=id, ChangeBatch={"Changes": sent})


def listed(ctx: TestContext, id: str, **start: str) -> list[dict[str, Any]]:
    return list(ctx.client("route53").list_resource_record_sets(HostedZoneId=id, **start)["ResourceRecordSets"])


def cname(name: str, **more: Any) -> dict[str, Any]:
    return {"Name": f"{name}.{DOMAIN}", "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": "x"}], **more}


def test_every_member_of_a_record_set_is_given_back(ctx: TestContext) -> None:
    id = zone(ctx)
    near = {"Bias": 5, "Coordinates": {"Latitude": "19.07", "Longitude": "72.87"}}
    alias = {"DNSName": "x.elb.amazonaws.com", "HostedZoneId": "Z1", "EvaluateTargetHealth": True}
    records = [
        cname("a", SetIdentifier="one", Weight=0, HealthCheckId="h-1"),
        cname("b", SetIdentifier="one", CidrRoutingConfig={"CollectionId": "c", "LocationName": "*"}),
        cname("c", SetIdentifier="one", GeoProximityLocation=near),
        {"Name": f"d.{DOMAIN}", "Type": "A", "AliasTarget": alias},
    ]
    change(ctx, id, *[("CREATE", record) for record in records])
    found = listed(ctx, id)[2:]
    dotted = [{**record, "Name": f"{record['Name']}."} for record in records]
    dotted[3]["AliasTarget"] = {**alias, "DNSName": "x.elb.amazonaws.com."}
    assert found == dotted


def test_record_sets_are_listed_from_a_name_and_type_on(ctx: TestContext) -> None:
    id = zone(ctx)
    change(ctx, id, *[("CREATE", cname(name)) for name in "cab"])
    names = [record["Name"].split(".")[0] for record in listed(ctx, id, StartRecordName=f"b.{DOMAIN}")]
    assert names == ["b", "c"]
    after = listed(ctx, id, StartRecordName=f"b.{DOMAIN}", StartRecordType="TXT")
    assert [record["Name"].split(".")[0] for record in after] == ["c"]


def test_a_bad_batch_changes_nothing(ctx: TestContext) -> None:
    id = zone(ctx)
    with pytest.raises(ClientError, match="InvalidChangeBatch"):
        change(ctx, id, ("CREATE", cname("a")), ("DELETE", cname("b")))
    assert len(listed(ctx, id)) == 2


def test_one_of_several_records_with_an_identifier_is_deleted(ctx: TestContext) -> None:
    id = zone(ctx)
    first, second = cname("a", SetIdentifier="one", Weight=1), cname("b", SetIdentifier="one", Weight=1)
    change(ctx, id, ("CREATE", first), ("CREATE", second))
    change(ctx, id, ("DELETE", first))
    assert [record["Name"] for record in listed(ctx, id)[2:]] == [f"b.{DOMAIN}."]


def test_installing_twice_changes_nothing() -> None:
    from moto.route53.models import RecordSet, Route53Backend

    before = (RecordSet.__init__, Route53Backend.change_resource_record_sets)
    route53.install()
    assert (RecordSet.__init__, Route53Backend.change_resource_record_sets) == before
