"""The plugin protocol 6 for every type at once: schemas in, resource classes called, states out.

Each method follows the same steps: find the type, decode by its schema, let `planning` decide or the class act, encode.
Whatever a class raises becomes a diagnostic; nothing else leaves a method.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from botocore.exceptions import ClientError
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

from haveli.local.provider import codec, lifecycle, planning, schemas
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.resource import DataSource, Problem, Resource, Stopped, TimedOut, Unfinished, Values
from haveli.local.provider.session import CallContext, Cloud, Session, Sessions


class Fault(Exception):
    """A call that cannot be served; its text becomes the diagnostic."""

    def __init__(self, summary: str, detail: str = "") -> None:
        super().__init__(summary)
        self.summary = summary
        self.detail = detail


def _answered(make: Callable[..., Any]) -> Callable[[Any], Any]:
    """Turns what a method raises into the diagnostics of its response."""

    def decorate(method: Any) -> Any:
        @wraps(method)
        def call(self: Any, request: Any, context: Any) -> Any:
            try:
                return method(self, request, self.sessions.of(context.peer()))
            except Exception as error:
                return make(diagnostics=[diagnostic(error, getattr(request, "type_name", ""))])

        return call

    return decorate


class Servicer(rpc.ProviderServicer):
    """Serves the types in `resources` and `data_sources` against `cloud`."""

    def __init__(
        self, cloud: Cloud, resources: Mapping[str, type[Resource]], data_sources: Mapping[str, type[DataSource]]
    ) -> None:
        self.cloud = cloud
        self.sessions = Sessions()
        self.resources = {name: Kind(cls(), schemas.resource_block(name)) for name, cls in resources.items()}
        self.data_sources = {name: (cls(), schemas.data_source_block(name)) for name, cls in data_sources.items()}
        self._schema: Any = None

    # Provider

    def GetProviderSchema(self, request: Any, context: Any) -> Any:  # noqa: N802 (the protocol's name)
        if self._schema is None:
            self._schema = pb.GetProviderSchema.Response(
                provider=schemas.message(schemas.provider_block()),
                provider_meta=pb.Schema(version=0, block=pb.Schema.Block()),
                resource_schemas={
                    name: schemas.message(k.block, k.traits.sensitive) for name, k in self.resources.items()
                },
                data_source_schemas={name: schemas.message(block) for name, (_, block) in self.data_sources.items()},
                server_capabilities=pb.ServerCapabilities(plan_destroy=False, get_provider_schema_optional=True),
            )
        return self._schema

    @_answered(pb.ValidateProviderConfig.Response)
    def ValidateProviderConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        return pb.ValidateProviderConfig.Response()

    @_answered(pb.ConfigureProvider.Response)
    def ConfigureProvider(self, request: Any, session: Session) -> Any:  # noqa: N802
        config = codec.conform_block(schemas.provider_block(), codec.decode(request.config.msgpack))
        if config.get("region") not in (None, UNKNOWN):
            session.region = config["region"]
        self._check_account(config)
        blocks = [block for block in config.get("default_tags") or () if block is not UNKNOWN]
        session.tags = {key: value for block in blocks for key, value in (block.get("tags") or {}).items()}
        return pb.ConfigureProvider.Response()

    def _check_account(self, config: Values) -> None:
        account = self.cloud.account
        if (allowed := config.get("allowed_account_ids")) and account not in allowed:
            raise Fault(
                "AWS account ID not allowed",
                f"This is account {account}; allowed_account_ids are {', '.join(allowed)}.",
            )
        if account in (config.get("forbidden_account_ids") or ()):
            raise Fault("AWS account ID not allowed", f"Account {account} is among forbidden_account_ids.")

    def StopProvider(self, request: Any, context: Any) -> Any:  # noqa: N802
        self.sessions.of(context.peer()).stop.set()
        return pb.StopProvider.Response()

    # Resources

    @_answered(pb.ValidateResourceConfig.Response)
    def ValidateResourceConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        problems = kind.traits.validate(kind.decode(request.config))
        return pb.ValidateResourceConfig.Response(diagnostics=_problems(problems))

    @_answered(pb.UpgradeResourceState.Response)
    def UpgradeResourceState(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        stored = json.loads(request.raw_state.json) if request.raw_state.json else {}
        return pb.UpgradeResourceState.Response(upgraded_state=kind.encode(stored))

    @_answered(pb.ReadResource.Response)
    def ReadResource(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior = kind.decode(request.current_state)
        state = lifecycle.read(kind, self._context(session, prior), prior, session.defaults)
        return pb.ReadResource.Response(new_state=kind.encode(state), private=request.private)

    @_answered(pb.PlanResourceChange.Response)
    def PlanResourceChange(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior, proposed = kind.decode_maybe(request.prior_state), kind.decode_maybe(request.proposed_new_state)
        if proposed is None:
            return pb.PlanResourceChange.Response(
                planned_state=request.proposed_new_state, planned_private=request.prior_private
            )
        config = kind.decode(request.config)
        if prior is None:
            plan = planning.plan_create(type(kind.traits), kind.block, config, session.defaults)
        else:
            plan = planning.plan_update(type(kind.traits), kind.block, prior, config, session.defaults)
        return pb.PlanResourceChange.Response(
            planned_state=kind.encode(plan.state),
            requires_replace=[_path((name,)) for name in plan.replace],
            planned_private=request.prior_private,
            legacy_type_system=plan.relaxed,
        )

    @_answered(pb.ApplyResourceChange.Response)
    def ApplyResourceChange(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior, planned = kind.decode_maybe(request.prior_state), kind.decode_maybe(request.planned_state)
        ctx = self._context(session, planned or prior or {})
        outcome = lifecycle.apply(kind, ctx, prior, planned, session.defaults)
        return pb.ApplyResourceChange.Response(
            new_state=kind.encode(outcome.state),
            private=request.planned_private,
            diagnostics=[diagnostic(outcome.error, request.type_name, outcome.verb)] if outcome.error else [],
        )

    @_answered(pb.ImportResourceState.Response)
    def ImportResourceState(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        state = lifecycle.imported(kind, self._context(session, {}), request.id, session.defaults)
        resource = pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=kind.encode(state))
        return pb.ImportResourceState.Response(imported_resources=[resource])

    # Data sources

    @_answered(pb.ValidateDataResourceConfig.Response)
    def ValidateDataResourceConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        source, block = self._data_source(request.type_name)
        problems = source.validate(codec.conform_block(block, codec.decode(request.config.msgpack)))
        return pb.ValidateDataResourceConfig.Response(diagnostics=_problems(problems))

    @_answered(pb.ReadDataSource.Response)
    def ReadDataSource(self, request: Any, session: Session) -> Any:  # noqa: N802
        source, block = self._data_source(request.type_name)
        config = codec.conform_block(block, codec.decode(request.config.msgpack))
        context = self._context(session, config)
        found = {**config, **source.read(context, config)}
        if "region" in block.attributes:
            found["region"] = found.get("region") or context.region
        state = codec.conform_block(block, found)
        return pb.ReadDataSource.Response(state=pb.DynamicValue(msgpack=codec.encode(state)))

    def _kind(self, name: str) -> Kind:
        if name not in self.resources:
            raise Fault(
                f"{name} is not emulated", "The local cloud has no handler for this resource type: docs/local-cloud.md."
            )
        return self.resources[name]

    def _data_source(self, name: str) -> tuple[DataSource, schemas.Block]:
        if name not in self.data_sources:
            raise Fault(f"data.{name} is not emulated", "The local cloud has no handler for it: docs/local-cloud.md.")
        return self.data_sources[name]

    def _context(self, session: Session, values: Values) -> CallContext:
        region = values.get("region")
        return CallContext(self.cloud, session, region if isinstance(region, str) else session.region)


def diagnostic(error: BaseException, type_name: str = "", verb: str = "") -> pb.Diagnostic:
    """An exception as the core shows it: AWS's own code and text where it came from AWS."""
    what = f"{verb} {type_name}".strip() or "provider"
    if isinstance(error, Unfinished):
        error = error.cause
    if isinstance(error, Fault):
        summary, detail = error.summary, error.detail
    elif isinstance(error, ClientError):
        fault = error.response.get("Error", {})
        summary = f"{what}: {error.operation_name}: {fault.get('Code')}: {fault.get('Message')}"
        detail = ""
    elif isinstance(error, Stopped | TimedOut | ValueError):
        summary, detail = f"{what}: {error}", ""
    else:
        summary = f"{what}: {type(error).__name__}: {error}"
        detail = "A fault of haveli's local provider:\n" + "".join(traceback.format_exception(error)[-6:])
    return pb.Diagnostic(severity=pb.Diagnostic.ERROR, summary=summary, detail=detail)


def _problems(problems: Iterable[Problem]) -> list[pb.Diagnostic]:
    return [
        pb.Diagnostic(
            severity=pb.Diagnostic.ERROR,
            summary=problem.summary,
            detail=problem.detail,
            attribute=_path(problem.path) if problem.path else None,
        )
        for problem in problems
    ]


def _path(steps: tuple[str | int, ...]) -> pb.AttributePath:
    return pb.AttributePath(
        steps=[
            pb.AttributePath.Step(element_key_int=step)
            if isinstance(step, int)
            else pb.AttributePath.Step(attribute_name=step)
            for step in steps
        ]
    )
