"""Specification files from disk: the only module of `spec` that reads files.

A file is read in four steps: YAML with places, values by the table of keys, the model with its defaults, the rules.
Every problem of every file is told at once, in one `SpecError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from haveli.errors import Place, Problem, SpecError
from haveli.spec import defaults
from haveli.spec.document import Mapping, parse
from haveli.spec.kinds import Group
from haveli.spec.models import STAGING, Platform, Spec, Tenant
from haveli.spec.names import PlatformNames, tenant_names
from haveli.spec.platform_keys import PLATFORM as PLATFORM_KEYS
from haveli.spec.platform_rules import platform_rules, value_rules
from haveli.spec.reader import Reader
from haveli.spec.rules import Broken, tenant_rules
from haveli.spec.tenant_keys import TENANT as TENANT_KEYS

PLATFORM_FILE = "platform.yaml"
TENANTS_FOLDER = "tenants"


def load(repo_root: Path) -> Spec:
    """The platform and all its tenants. Raises SpecError with every problem of every file."""
    platform, problems = _load_platform(repo_root)
    tenants: list[Tenant] = []
    for path in sorted((repo_root / TENANTS_FOLDER).glob("*.y*ml")):
        tenant, found = _load_tenant(path, f"{TENANTS_FOLDER}/{path.name}", platform)
        problems += found
        tenants += [tenant] if tenant else []
    if platform:
        problems += colliding_names(platform, tenants)
    if problems or platform is None:
        raise SpecError(problems)
    return Spec(platform, tuple(tenants))


def load_platform(repo_root: Path, file: str = PLATFORM_FILE) -> Platform:
    """The platform alone; `file` is its path below the repository. Raises SpecError."""
    platform, problems = _load_platform(repo_root, file)
    if problems or platform is None:
        raise SpecError(problems)
    return platform


def load_tenant_file(path: Path) -> Tenant:
    """One tenant's file, against the closest `platform.yaml` above it. Raises SpecError."""
    root = _root_above(path)
    platform = load_platform(root)
    tenant, problems = _load_tenant(path, _shown(path, root), platform)
    if problems or tenant is None:
        raise SpecError(problems)
    return tenant


def check_file(path: Path) -> Platform | Tenant:
    """What `haveli validate FILE` does: the platform of a file named `platform...`, else a tenant. Raises SpecError."""
    if path.name.startswith(Path(PLATFORM_FILE).stem):
        root = _root_above(path)
        return load_platform(root, _shown(path, root))
    return load_tenant_file(path)


def read_platform(text: str, file: str) -> tuple[Platform | None, list[Problem]]:
    """The platform in a text, or None, with every problem; `file` is shown in places. Pure."""
    reader = Reader(file)
    values = _read_values(text, PLATFORM_KEYS, reader)
    if values is not None:
        _break(reader, value_rules(values))
    if values is None or reader.problems:
        return None, reader.problems
    platform = defaults.platform(values, file)
    _break(reader, platform_rules(platform))
    return (None if reader.problems else platform), reader.problems


def read_tenant(text: str, file: str, platform: Platform | None) -> tuple[Tenant | None, list[Problem]]:
    """The tenant in a text, or None, with every problem. Without a platform only the keys are judged. Pure."""
    reader = Reader(file)
    values = _read_values(text, TENANT_KEYS, reader)
    if values is None:
        return None, reader.problems
    _break(reader, _file_rules(values, file))
    if platform is None:
        return None, reader.problems
    tenant = defaults.tenant({"tenant": Path(file).stem, "owner": "", **values}, platform, file)
    _break(reader, tenant_rules(tenant, platform.product))
    return (None if reader.problems else tenant), reader.problems


def colliding_names(platform: Platform, tenants: Iterable[Tenant]) -> list[Problem]:
    """Names that two tenants, or a tenant and the platform, would both give to the same kind of resource."""
    taken = {(found.kind, found.text): "the platform" for found in PlatformNames.of(platform.product).all()}
    problems = []
    for tenant in tenants:
        environments = [cluster.environment for cluster in tenant.clusters]
        for found in tenant_names(platform.product, tenant.name, environments):
            other = taken.setdefault((found.kind, found.text), tenant.source)
            if other != tenant.source:
                rule = f"{other} also makes {found.kind.words} named {found.text}."
                problems.append(
                    Problem(Place(tenant.source, 1, 1), "tenant", tenant.name, rule, "Rename one of the two.")
                )
    return problems


def _file_rules(values: dict[str, Any], file: str) -> Iterable[Broken]:
    name, stem = values.get("tenant"), Path(file).stem
    if name and name != stem and Path(file).parent.name == TENANTS_FOLDER:
        yield Broken(
            "tenant", name, f"The tenant of {file} is named {stem}.", f"Write tenant: {stem}, or move the file."
        )
    if not file.endswith(".yaml"):
        yield Broken("", file, "The name of a specification file ends in .yaml.", f"Rename it to {stem}.yaml.")
    if STAGING in values.get("clusters", {}) and not values.get("staging", False):
        yield Broken("clusters.staging", "a mapping", "The tenant has no staging cluster.", "Write staging: true.")


def _load_platform(repo_root: Path, file: str = PLATFORM_FILE) -> tuple[Platform | None, list[Problem]]:
    text = _read_text(repo_root / file, file)
    return (None, [text]) if isinstance(text, Problem) else read_platform(text, file)


def _load_tenant(path: Path, shown: str, platform: Platform | None) -> tuple[Tenant | None, list[Problem]]:
    text = _read_text(path, shown)
    return (None, [text]) if isinstance(text, Problem) else read_tenant(text, shown, platform)


def _read_text(path: Path, shown: str) -> str | Problem:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Problem(Place(shown), "", None, "There is no such file.", _advice_for_missing(path))
    except OSError as error:
        return Problem(Place(shown), "", None, f"The file cannot be read: {error.strerror}.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(Place(shown, line), "", None, "The file is not UTF-8 text.", "Save it with the encoding UTF-8.")


def _advice_for_missing(path: Path) -> str:
    return (
        "Run haveli in the platform's repository, or `haveli init` to make one." if path.name == PLATFORM_FILE else ""
    )


def _read_values(text: str, keys: Group, reader: Reader) -> dict[str, Any] | None:
    root = parse(text, reader.file)
    if isinstance(root, Problem):
        reader.problems.append(root)
        return None
    reader.saw("", root)
    if not isinstance(root, Mapping):
        required = ", ".join(name for name, key in keys.keys.items() if key.required)
        reader.reject_at(
            root.place, "", f"The file describes {keys.label}: keys with values.", f"Required are: {required}."
        )
        return None
    return keys.read(root, "", reader)


def _break(reader: Reader, broken: Iterable[Broken]) -> None:
    for found in broken:
        reader.break_rule(found.path, found.value, found.rule, found.hint)


def _root_above(path: Path) -> Path:
    folders = path.resolve().parents
    return next((folder for folder in folders if (folder / PLATFORM_FILE).is_file()), Path.cwd())


def _shown(path: Path, root: Path) -> str:
    resolved = path.resolve()
    return str(resolved.relative_to(root)) if resolved.is_relative_to(root) else str(path)
