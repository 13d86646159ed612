"""What a trail records, between Terraform and CloudTrail."""

from __future__ import annotations

from haveli.local.provider.resources import cloudtrail_selectors as selectors


def test_without_selectors_a_trail_records_all_management_events() -> None:
    assert selectors.sent({}) == {"EventSelectors": [selectors.ALL_MANAGEMENT]}
    assert selectors.reported({}) == {"advanced_event_selector": [], "event_selector": []}


def test_advanced_selectors_come_back_as_they_were_sent() -> None:
    field = dict.fromkeys(selectors.FIELD)
    block = {"name": "a", "field_selector": [{**field, "field": "eventCategory", "not_equals": ["Data"]}]}
    sent = selectors.sent({"advanced_event_selector": [block]})
    assert sent["AdvancedEventSelectors"] == [
        {"Name": "a", "FieldSelectors": [{"Field": "eventCategory", "NotEquals": ["Data"]}]}
    ]
    assert selectors.reported(sent)["advanced_event_selector"] == [block]


def test_basic_selectors_come_back_as_they_were_sent() -> None:
    block = {
        "read_write_type": "ReadOnly",
        "include_management_events": False,
        "exclude_management_event_sources": None,
        "data_resource": [{"type": "AWS::Lambda::Function", "values": ["arn:aws:lambda"]}],
    }
    assert selectors.reported(selectors.sent({"event_selector": [block]}))["event_selector"] == [block]
