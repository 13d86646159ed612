"""IAM's condition operators. Pure.

The rules are those of the IAM User Guide, "IAM JSON policy elements: Condition operators" (read 2026-11): several
values of a key are OR'ed, several keys and operators AND'ed; a negated operator means "none of"; a key that is not in
the request fails a positive operator, satisfies a negated one, and satisfies any `...IfExists`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

Context = Mapping[str, Sequence[str]]
"""The keys of a request in lower case, each with its values."""


class Unsupported(ValueError):
    """A policy says something that this evaluator does not know; guessing would be worse than refusing."""


def holds(conditions: Mapping[str, Mapping[str, object]], context: Context, expand: Callable[[str], str]) -> bool:
    """Whether every condition of a statement holds. `expand` replaces policy variables. Raises Unsupported."""
    return all(
        _test(operator, key, _texts(wanted), context, expand)
        for operator, tests in conditions.items()
        for key, wanted in tests.items()
    )


def glob(pattern: str, text: str) -> bool:
    """IAM's wildcards: `*` is any run of characters, `?` is one; case matters."""
    return _compiled(pattern).fullmatch(text) is not None


def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)


def arn_like(pattern: str, arn: str) -> bool:
    """Wildcards inside each of an ARN's six parts: `*` does not reach over a colon, but in the last part."""
    wanted, found = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(found) == 6 and all(map(glob, wanted, found))


def _test(operator: str, key: str, wanted: list[str], context: Context, expand: Callable[[str], str]) -> bool:
    name, set_operator, if_exists = _parts(operator)
    found = context.get(key.lower())
    if name == "null":
        return any((value.lower() == "true") == (not found) for value in wanted)
    negated, compare = _comparison(name)
    if found is None:
        return if_exists or negated or set_operator == "forallvalues"
    expanded = [expand(value) if name.startswith(("string", "arn")) else value for value in wanted]

    def fits(value: str) -> bool:
        matches = any(compare(pattern, value) for pattern in expanded)
        return not matches if negated else matches

    if set_operator == "foranyvalue":
        return any(fits(value) for value in found)
    if set_operator == "forallvalues":
        return all(fits(value) for value in found)
    if len(found) != 1:
        raise Unsupported(f"{operator} on {key}, which has {len(found)} values, needs ForAnyValue or ForAllValues")
    return fits(found[0])


def _parts(operator: str) -> tuple[str, str, bool]:
    """`ForAnyValue:StringLikeIfExists` as (`stringlike`, `foranyvalue`, True)."""
    head, _, tail = operator.lower().rpartition(":")
    if head not in ("", "foranyvalue", "forallvalues"):
        raise Unsupported(f"the condition operator {operator}")
    return tail.removesuffix("ifexists"), head, tail.endswith("ifexists")


def _comparison(name: str) -> tuple[bool, Callable[[str, str], bool]]:
    """Whether an operator is negated, and how it compares (the policy's value, the request's)."""
    negated = "not" in name
    compare = _COMPARISONS.get(name.replace("not", "", 1) if negated else name)
    if compare is None:
        raise Unsupported(f"the condition operator {name}")
    return negated, compare


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def judge(wanted: str, found: str) -> bool:
        try:
            return compare(float(found), float(wanted))
        except ValueError:
            return False

    return judge


def _date(compare: Callable[[datetime, datetime], bool]) -> Callable[[str, str], bool]:
    def judge(wanted: str, found: str) -> bool:
        try:
            return compare(_moment(found), _moment(wanted))
        except ValueError:
            return False

    return judge


def _moment(text: str) -> datetime:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return datetime.fromtimestamp(float(text), UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _address(wanted: str, found: str) -> bool:
    try:
        return ipaddress.ip_address(found) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "stringequals": lambda wanted, found: wanted == found,
    "stringequalsignorecase": lambda wanted, found: wanted.lower() == found.lower(),
    "stringlike": glob,
    "arnequals": arn_like,
    "arnlike": arn_like,
    "bool": lambda wanted, found: wanted.lower() == found.lower(),
    "ipaddress": _address,
    "numericequals": _number(lambda found, wanted: found == wanted),
    "numericlessthan": _number(lambda found, wanted: found < wanted),
    "numericlessthanequals": _number(lambda found, wanted: found <= wanted),
    "numericgreaterthan": _number(lambda found, wanted: found > wanted),
    "numericgreaterthanequals": _number(lambda found, wanted: found >= wanted),
    "dateequals": _date(lambda found, wanted: found == wanted),
    "datelessthan": _date(lambda found, wanted: found < wanted),
    "datelessthanequals": _date(lambda found, wanted: found <= wanted),
    "dategreaterthan": _date(lambda found, wanted: found > wanted),
    "dategreaterthanequals": _date(lambda found, wanted: found >= wanted),
}


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item).lower() if isinstance(item, bool) else str(item) for item in items]
