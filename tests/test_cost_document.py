"""docs/cost.md: its arithmetic, and that it counts what is rendered."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.render.arguments import arguments
from tests.render.samples import OWNED
from tests.spec.samples import REPO, platform

TEXT = (REPO / "docs" / "cost.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in TEXT.splitlines()
    if " x " in line and (cells := [c.strip() for c in line.split("|")[1:-1]])
}


def count(part: str) -> int:
    return int(ROWS[part][0].partition(" x ")[0])


def monthly(part: str) -> Decimal:
    return Decimal(ROWS[part][2])


@pytest.mark.parametrize("part", ROWS)
def test_a_month_is_quantity_times_price(part: str) -> None:
    number, _, units = ROWS[part][0].partition(" x ")
    exact = Decimal(number) * Decimal(units.split()[0]) * Decimal(ROWS[part][1])
    assert monthly(part) == exact.quantize(Decimal("0.01"))


@pytest.mark.parametrize("part", ROWS)
def test_a_price_has_a_source_and_says_when_it_is_from_memory(part: str) -> None:
    assert re.search(r"2026-11|catalog/prices", ROWS[part][3])


def test_the_sum_is_the_sum() -> None:
    [total] = re.findall(r"\*\*all\*\*.*\*\*([\d.]+)\*\*", TEXT)
    assert Decimal(total) == sum(map(monthly, ROWS))


def test_what_costs_more_than_20_dollars_says_why() -> None:
    reasons = TEXT.partition("## Why each choice above 20 USD")[2]
    for words in ("NAT gateways", "EKS control plane", "EKS nodes", "RDS"):
        assert f"**{words}" in reasons
    dear = [part for part in ROWS if monthly(part) > 20]
    assert [part for part in dear if not part.startswith(("NAT", "EKS control plane", "EKS nodes", "RDS"))] == []


def test_gateways_nodes_and_standbys_are_those_of_the_platform() -> None:
    assert count("NAT gateways") == len(platform().network.zones)
    assert count("EKS nodes, m7g.large on demand") == platform().eks.on_demand.min
    assert platform().eks.on_demand.types == ("m7g.large",)
    assert count("RDS db.t4g.medium and its standby") == 1 + platform().database.multi_az
    assert platform().database.type == "db.t4g.medium"
    assert count("their storage, gp3") == platform().database.storage_gib * (1 + platform().database.multi_az)


def test_keys_secrets_and_alarms_are_those_of_the_rendered_roots() -> None:
    modules = [made.module for root in OWNED for made in root.modules]
    assert count("KMS keys") == modules.count("kms-key") + modules.count("cloudtrail")
    roots = {root.name: root for root in OWNED}
    held = arguments(roots["07-infra-secrets"], "secrets")["secrets"]
    assert count("secrets, the master password among them") == len(held) + 1
    assert count("alarms") == len(arguments(roots["10-infra-observability"], "monitoring")["alarms"])
