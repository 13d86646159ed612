"""aws_cloudtrail: a trail, which writes what is done with the account to a bucket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import cloudtrail_selectors as selectors
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("TrailNotFoundException",)
PLAIN = {
    "cloud_watch_logs_group_arn": "CloudWatchLogsLogGroupArn",
    "cloud_watch_logs_role_arn": "CloudWatchLogsRoleArn",
    "enable_log_file_validation": "EnableLogFileValidation",
    "include_global_service_events": "IncludeGlobalServiceEvents",
    "is_multi_region_trail": "IsMultiRegionTrail",
    "is_organization_trail": "IsOrganizationTrail",
    "kms_key_id": "KmsKeyId",
    "s3_bucket_name": "S3BucketName",
    "s3_key_prefix": "S3KeyPrefix",
    "sns_topic_name": "SnsTopicName",
}
#: CloudTrail answers this one under another name.
TOLD = {**PLAIN, "enable_log_file_validation": "LogFileValidationEnabled"}
_SELECTORS = ("advanced_event_selector", "event_selector")


class Trail(Resource):
    name = "aws_cloudtrail"
    not_emulated = "No event is recorded, and no file written."
    force_new = frozenset({"name"})
    defaults = {
        "enable_log_file_validation": False,
        "enable_logging": True,
        "include_global_service_events": True,
        "is_multi_region_trail": False,
        "is_organization_trail": False,
        "event_selector.include_management_events": True,
        "event_selector.read_write_type": "All",
    }
    recomputed = {"sns_topic_arn": frozenset({"sns_topic_name"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("name")
        if isinstance(name, str) and not 3 <= len(name) <= 128:
            yield Problem("expected length of name to be in the range (3 - 128)", path=("name",))
        if config.get("event_selector") and config.get("advanced_event_selector"):
            yield Problem('"event_selector": conflicts with advanced_event_selector', path=("event_selector",))
        group, role = config.get("cloud_watch_logs_group_arn"), config.get("cloud_watch_logs_role_arn")
        if (group is None) != (role is None):
            detail = "CloudTrail writes to a log group in a role that may."
            path = ("cloud_watch_logs_group_arn",)
            yield Problem("a log group and a role for it must be specified together", detail, path=path)

    def create(self, ctx: Context, planned: Values) -> str:
        trails = ctx.client("cloudtrail")
        wanted = {aws: planned[ours] for ours, aws in PLAIN.items() if planned.get(ours) not in (None, "")}
        tags = {"TagsList": tag_list(planned["tags_all"])} if planned.get("tags_all") else {}
        arn = str(trails.create_trail(Name=planned["name"], **wanted, **tags)["TrailARN"])
        with after_creation({"id": arn, "arn": arn}):
            if planned.get("enable_logging"):
                trails.start_logging(Name=arn)
            if any(planned.get(block) for block in _SELECTORS):
                trails.put_event_selectors(TrailName=arn, **selectors.sent(planned))
            if planned.get("insight_selector"):
                _write_insights(trails, arn, planned)
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        trails, arn = ctx.client("cloudtrail"), state["id"]
        with absent(*GONE):
            found = trails.get_trail(Name=arn)["Trail"]
            tags = trails.list_tags(ResourceIdList=[found["TrailARN"]])["ResourceTagList"]
            return {
                **_reported(found, state),
                **_recorded(trails, found),
                "enable_logging": bool(trails.get_trail_status(Name=arn)["IsLogging"]),
                "tags_all": tag_map(tags[0]["TagsList"]) if tags else {},
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        trails, arn, after = ctx.client("cloudtrail"), change.after["id"], change.after
        if change.touches(*PLAIN):
            wanted = {
                aws: after[ours] if after.get(ours) is not None else ""
                for ours, aws in PLAIN.items()
                if change.touches(ours)
            }
            trails.update_trail(Name=arn, **wanted)
        if change.touches("enable_logging"):
            switch = trails.start_logging if after.get("enable_logging") else trails.stop_logging
            switch(Name=arn)
        if change.touches(*_SELECTORS):
            trails.put_event_selectors(TrailName=arn, **selectors.sent(after))
        if change.touches("insight_selector"):
            _write_insights(trails, arn, after)
        if removed(change):
            gone = [{"Key": key, "Value": change.before["tags_all"][key]} for key in removed(change)]
            trails.remove_tags(ResourceId=arn, TagsList=gone)
        if written(change):
            trails.add_tags(ResourceId=arn, TagsList=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("cloudtrail").delete_trail(Name=state["id"])


def _write_insights(trails: Any, arn: str, planned: Values) -> None:
    wanted = [{"InsightType": block["insight_type"]} for block in planned.get("insight_selector") or []]
    trails.put_insight_selectors(TrailName=arn, InsightSelectors=wanted)


def _recorded(trails: Any, found: Values) -> Values:
    """The selectors of the trail's own: CloudTrail tells some for every trail."""
    arn = found["TrailARN"]
    own = trails.get_event_selectors(TrailName=arn) if found.get("HasCustomEventSelectors") else {}
    insights: list[Values] = []
    if found.get("HasInsightSelectors"):
        answer = trails.get_insight_selectors(TrailName=arn).get("InsightSelectors", [])
        insights = [{"insight_type": item["InsightType"]} for item in answer]
    return {**selectors.reported(own), "insight_selector": insights}


def _reported(found: Values, state: Values) -> Values:
    arn = found["TrailARN"]
    told = {ours: settled(found.get(aws), state.get(ours)) for ours, aws in TOLD.items()}
    return without_none(
        {
            "id": arn,
            "arn": arn,
            "name": found["Name"],
            "home_region": found.get("HomeRegion") or arn.split(":")[3],
        }
    ) | {**told, "sns_topic_arn": found.get("SnsTopicARN", "")}
