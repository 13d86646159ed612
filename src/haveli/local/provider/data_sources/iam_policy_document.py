"""aws_iam_policy_document: an IAM policy from blocks, without a call to AWS.

The JSON is the genuine provider's to the letter, because it goes into states and reviews: keys in the provider's order,
a lone value as a string, several in descending order, condition values as they were written, `<`, `>` and `&` escaped
as Go does. Documents merge in the order source, own statements, override; a statement replaces an earlier one with its
Sid.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Context, DataSource, Values

#: The language version that policy variables need, and the one that cannot have them.
VERSION, OLD_VERSION = "2012-10-17", "2008-10-17"
#: Statement keys in the order of the output: configuration argument -> policy element.
_LISTS = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}
_PRINCIPALS = {"principals": "Principal", "not_principals": "NotPrincipal"}
_ORDER = ("Sid", "Effect", *_LISTS.values(), *_PRINCIPALS.values(), "Condition")
#: Elements whose `&{...}` becomes a policy variable `${...}`.
_WITH_VARIABLES = ("resources", "not_resources")


class IamPolicyDocument(DataSource):
    name = "aws_iam_policy_document"

    def read(self, ctx: Context, config: Values) -> Values:
        document = policy_document(config)
        pretty = _go_json(document, indent=2)
        return {"id": str(zlib.crc32(pretty.encode())), "json": pretty, "minified_json": _go_json(document)}


def policy_document(config: Values) -> dict[str, Any]:
    """The merged document of a configuration. Raises ValueError for a repeated Sid or for JSON that is none."""
    sources = list(_documents(config, "source_policy_documents"))
    _refuse_repeated(sources)
    merged: dict[str, Any] = {}
    for document in (
        *_documents(config, "source_json"),
        *sources,
        _own(config),
        *_documents(config, "override_policy_documents"),
        *_documents(config, "override_json"),
    ):
        merged = merge(merged, document)
    return merged


def merge(base: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """`base` with the statements of `new`: one with a Sid that `base` has takes that statement's place."""
    statements = list(base.get("Statement", []))
    places = {statement["Sid"]: index for index, statement in enumerate(statements) if statement.get("Sid")}
    for statement in new.get("Statement", []):
        sid = statement.get("Sid")
        if sid in places:
            statements[places[sid]] = statement
            continue
        if sid:
            places[sid] = len(statements)
        statements.append(statement)
    return _without_empty(
        {
            "Version": max(base.get("Version", ""), new.get("Version", "")),
            "Id": new.get("Id") or base.get("Id"),
            "Statement": statements,
        }
    )


def _documents(config: Values, argument: str) -> Iterable[dict[str, Any]]:
    given = config.get(argument)
    for number, text in enumerate(given if isinstance(given, list) else [given]):
        if text:
            yield _parsed(text, f"{argument} (item {number})" if isinstance(given, list) else argument)


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise ValueError(f"unmarshalling {where}: {error}") from error
    if not isinstance(document, dict):
        raise ValueError(f"unmarshalling {where}: not a JSON object")
    statements = document.get("Statement", [])
    listed = statements if isinstance(statements, list) else [statements]
    return {**document, "Statement": [_read_statement(statement) for statement in listed]}


def _refuse_repeated(documents: Iterable[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, document in enumerate(documents):
        for statement in document["Statement"]:
            sid = statement.get("Sid")
            if sid and sid in seen:
                raise ValueError(
                    f"duplicate Sid ({sid}) in source_policy_documents (item {number}; "
                    "remove the Sid or ensure Sids are unique."
                )
            seen.add(sid)


def _own(config: Values) -> dict[str, Any]:
    version = config.get("version") or VERSION
    statements, seen = [], set()
    for block in config.get("statement") or []:
        sid = block.get("sid")
        if sid and sid in seen:
            raise ValueError(f"duplicate Sid ({sid}). Remove the Sid or ensure the Sid is unique.")
        seen.add(sid)
        statements.append(_statement(block, version))
    return {"Version": version, "Id": config.get("policy_id"), "Statement": statements}


def _statement(block: Values, version: str) -> dict[str, Any]:
    elements: dict[str, Any] = {"Sid": block.get("sid"), "Effect": block.get("effect") or "Allow"}
    for argument, element in _LISTS.items():
        values = list(block.get(argument) or [])
        if argument in _WITH_VARIABLES:
            values = [_variables(value, version) for value in values]
        elements[element] = _one_or_descending(values)
    for argument, element in _PRINCIPALS.items():
        elements[element] = _principals(block.get(argument) or [], version)
    elements["Condition"] = _conditions(block.get("condition") or [], version)
    return _without_empty(elements)


def _read_statement(statement: Values) -> dict[str, Any]:
    """A statement of another document, in the order and with the elements that the provider knows."""
    elements = {element: statement.get(element) for element in _ORDER}
    for element in _PRINCIPALS.values():
        principals = elements[element]
        if isinstance(principals, dict):
            elements[element] = {kind: _descending(who) for kind, who in sorted(principals.items())}
    condition = elements["Condition"] or {}
    elements["Condition"] = {
        test: {variable: _texts(values) for variable, values in sorted(tested.items())}
        for test, tested in sorted(condition.items())
    }
    return _without_empty(elements)


def _principals(blocks: list[Values], version: str) -> Any:
    """`"*"` for the lone principal of type `*`, else identifiers by type; several blocks of a type are joined."""
    if len(blocks) == 1 and blocks[0]["type"] == "*" and list(blocks[0]["identifiers"]) == ["*"]:
        return "*"
    found: dict[str, Any] = {}
    for block in blocks:
        identifiers = _one_or_descending([_variables(item, version) for item in block["identifiers"]])
        found[block["type"]] = _joined(found.get(block["type"]), identifiers)
    return dict(sorted(found.items()))


def _conditions(blocks: list[Values], version: str) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for block in blocks:
        values = [_variables(value, version) for value in block["values"]]
        tested = found.setdefault(block["test"], {})
        tested[block["variable"]] = _joined(tested.get(block["variable"]), values[0] if len(values) == 1 else values)
    return {test: dict(sorted(tested.items())) for test, tested in sorted(found.items())}


def _joined(before: Any, values: Any) -> Any:
    if before is None:
        return values
    return [*(before if isinstance(before, list) else [before]), *(values if isinstance(values, list) else [values])]


def _variables(text: str, version: str) -> str:
    if version == OLD_VERSION and "&{" in text:
        raise ValueError(f"found &{{ sequence in ({text}), which is not supported in document version {OLD_VERSION}")
    return text.replace("&{", "${")


def _one_or_descending(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else sorted(values, reverse=True)


def _descending(values: Any) -> Any:
    return sorted(values, reverse=True) if isinstance(values, list) else values


def _texts(values: Any) -> Any:
    if isinstance(values, list):
        return [_texts(value) for value in values]
    return str(values).lower() if isinstance(values, bool) else str(values)


def _without_empty(elements: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in elements.items() if value not in (None, "", [], {})}


def _go_json(document: dict[str, Any], indent: int | None = None) -> str:
    separators = None if indent else (",", ":")
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
