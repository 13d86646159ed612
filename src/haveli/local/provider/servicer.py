"""The plugin protocol 6 for every type at once: schemas in, resource classes called, states out.

Each method follows the same steps: find the type, decode by its schema, let `planning` decide or the class act, encode.
Whatever a class raises becomes a diagnostic; nothing else leaves a method.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, wraps
from typing import Any

from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

from haveli.local.provider import codec, diagnostics, lifecycle, planning, schemas, write_only
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.diagnostics import Fault
from haveli.local.provider.lifecycle import Kind, Source
from haveli.local.provider.resource import Values
from haveli.local.provider.session import CallContext, Cloud, Session, Sessions

_AT_REGION = re.compile(r"(.+)@([a-z]{2}(?:-[a-z]+)+-\d)")


def _answered(make: Callable[..., Any]) -> Callable[[Any], Any]:
    """Gives a method the session of its caller, and turns what it raises into the diagnostics of its response."""

    def decorate(method: Any) -> Any:
        @wraps(method)
        def call(self: Any, request: Any, context: Any) -> Any:
            with self.sessions.call(context.peer()) as session, _ended_with_its_core(context, session):
                try:
                    return method(self, request, session)
                except Exception as error:
                    return make(diagnostics=[diagnostics.of_error(error, getattr(request, "type_name", ""))])

        return call

    return decorate


def _configured(method: Any) -> Any:
    """Refuses a caller whose connection was never configured: its region and its default tags would be lost."""

    @wraps(method)
    def call(self: Any, request: Any, session: Session) -> Any:
        if not session.is_configured:
            raise Fault("this connection to the provider is not configured", "The connection was lost: run again.")
        return method(self, request, session)

    return call


@contextmanager
def _ended_with_its_core(context: Any, session: Session) -> Iterator[None]:
    """Ends the waits of a session whose core goes away during a call: nobody is left to be told of their end."""
    is_done = threading.Event()

    def hung_up() -> None:
        if not is_done.is_set():
            session.stop.set()

    if not context.add_callback(hung_up):
        hung_up()
    try:
        yield
    finally:
        is_done.set()


class Servicer(rpc.ProviderServicer):
    """Serves the types in `resources` and `data_sources` against `cloud`; `region` is for cores that configure none."""

    def __init__(
        self, cloud: Cloud, region: str, resources: Mapping[str, Kind], data_sources: Mapping[str, Source]
    ) -> None:
        self.cloud = cloud
        self.sessions = Sessions(region)
        self.resources = resources
        self.data_sources = data_sources

    # Provider

    def GetProviderSchema(self, request: Any, context: Any) -> Any:  # noqa: N802 (the protocol's name)
        return self._schema

    @cached_property
    def _schema(self) -> Any:
        return pb.GetProviderSchema.Response(
            provider=schemas.message(schemas.provider_block()),
            provider_meta=pb.Schema(version=0, block=pb.Schema.Block()),
            resource_schemas={name: schemas.message(k.block, k.traits.sensitive) for name, k in self.resources.items()},
            data_source_schemas={name: schemas.message(source.block) for name, source in self.data_sources.items()},
            server_capabilities=pb.ServerCapabilities(plan_destroy=False, get_provider_schema_optional=True),
        )

    @_answered(pb.ValidateProviderConfig.Response)
    def ValidateProviderConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        return pb.ValidateProviderConfig.Response()

    def ConfigureProvider(self, request: Any, context: Any) -> Any:  # noqa: N802
        try:
            config = codec.conform_block(schemas.provider_block(), codec.decode(request.config.msgpack))
            self._check_account(config)
        except Exception as error:
            return pb.ConfigureProvider.Response(diagnostics=[diagnostics.of_error(error)])
        region = config["region"] if isinstance(config["region"], str) else None
        self.sessions.configure(context.peer(), region, _default_tags(config))
        return pb.ConfigureProvider.Response()

    def _check_account(self, config: Values) -> None:
        account = self.cloud.account
        allowed, forbidden = config.get("allowed_account_ids"), config.get("forbidden_account_ids")
        if allowed and codec.is_known(allowed) and account not in allowed:
            raise Fault(
                "AWS account ID not allowed",
                f"This is account {account}; allowed_account_ids are {', '.join(allowed)}.",
            )
        if forbidden and codec.is_known(forbidden) and account in forbidden:
            raise Fault("AWS account ID not allowed", f"Account {account} is among forbidden_account_ids.")

    def StopProvider(self, request: Any, context: Any) -> Any:  # noqa: N802
        self.sessions.stop(context.peer())
        return pb.StopProvider.Response()

    # Resources

    @_answered(pb.ValidateResourceConfig.Response)
    def ValidateResourceConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        config = kind.decode(request.config)
        problems = [*write_only.problems(kind.block, config), *kind.traits.validate(config)]
        return pb.ValidateResourceConfig.Response(diagnostics=diagnostics.of_problems(problems))

    @_answered(pb.UpgradeResourceState.Response)
    def UpgradeResourceState(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        stored = json.loads(request.raw_state.json) if request.raw_state.json else {}
        return pb.UpgradeResourceState.Response(upgraded_state=kind.encode(stored))

    @_answered(pb.ReadResource.Response)
    @_configured
    def ReadResource(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior = kind.decode(request.current_state)
        state = lifecycle.read(kind, self._context(session, prior), prior, session.defaults)
        return pb.ReadResource.Response(new_state=kind.encode(state), private=request.private)

    @_answered(pb.PlanResourceChange.Response)
    @_configured
    def PlanResourceChange(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior = kind.decode_maybe(request.prior_state)
        if codec.decode(request.proposed_new_state.msgpack) is None:
            return pb.PlanResourceChange.Response(
                planned_state=request.proposed_new_state, planned_private=request.prior_private
            )
        config, defaults = kind.decode(request.config), session.defaults
        if prior is None:
            plan = planning.plan_create(type(kind.traits), kind.block, config, defaults)
        else:
            plan = planning.plan_update(type(kind.traits), kind.block, prior, config, defaults)
        return pb.PlanResourceChange.Response(
            planned_state=kind.encode(plan.state),
            requires_replace=[diagnostics.attribute_path((name,)) for name in plan.replace],
            planned_private=request.prior_private,
            legacy_type_system=plan.relaxed,
        )

    @_answered(pb.ApplyResourceChange.Response)
    @_configured
    def ApplyResourceChange(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        prior, planned = kind.decode_maybe(request.prior_state), kind.decode_maybe(request.planned_state)
        ctx = self._context(session, planned or prior or {})
        outcome = lifecycle.apply(kind, ctx, prior, planned, session.defaults)
        return pb.ApplyResourceChange.Response(
            new_state=kind.encode(outcome.state),
            private=request.planned_private,
            diagnostics=[diagnostics.of_error(outcome.error, request.type_name, outcome.verb)] if outcome.error else [],
        )

    @_answered(pb.ImportResourceState.Response)
    @_configured
    def ImportResourceState(self, request: Any, session: Session) -> Any:  # noqa: N802
        kind = self._kind(request.type_name)
        id, region = _id_and_region(request.id, kind.block)
        defaults = replace(session.defaults, region=region or session.region)
        state = lifecycle.imported(kind, self._context(session, {"region": region}), id, defaults)
        resource = pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=kind.encode(state))
        return pb.ImportResourceState.Response(imported_resources=[resource])

    # Data sources

    @_answered(pb.ValidateDataResourceConfig.Response)
    def ValidateDataResourceConfig(self, request: Any, session: Session) -> Any:  # noqa: N802
        source = self._data_source(request.type_name)
        problems = source.traits.validate(source.decode(request.config))
        return pb.ValidateDataResourceConfig.Response(diagnostics=diagnostics.of_problems(problems))

    @_answered(pb.ReadDataSource.Response)
    @_configured
    def ReadDataSource(self, request: Any, session: Session) -> Any:  # noqa: N802
        source = self._data_source(request.type_name)
        config = source.decode(request.config)
        context = self._context(session, config)
        found = {**config, **source.traits.read(context, config)}
        if "region" in source.block.attributes:
            found["region"] = found.get("region") or context.region
        return pb.ReadDataSource.Response(state=source.encode(found))

    def _kind(self, name: str) -> Kind:
        if name not in self.resources:
            raise Fault(
                f"{name} is not emulated", "The local cloud has no handler for this resource type: docs/local-cloud.md."
            )
        return self.resources[name]

    def _data_source(self, name: str) -> Source:
        if name not in self.data_sources:
            raise Fault(f"data.{name} is not emulated", "The local cloud has no handler for it: docs/local-cloud.md.")
        return self.data_sources[name]

    def _context(self, session: Session, values: Values) -> CallContext:
        region = values.get("region")
        return CallContext(self.cloud, session, region if isinstance(region, str) else session.region)


def _default_tags(config: Values) -> Any:
    """The default tags of the provider's configuration; UNKNOWN while any of them is."""
    tags: dict[str, Any] = {}
    if config["default_tags"] is UNKNOWN:
        return UNKNOWN
    for block in config["default_tags"]:
        if block is UNKNOWN or not codec.is_known(block["tags"]):
            return UNKNOWN
        tags |= {key: value for key, value in (block["tags"] or {}).items() if value is not None}
    return tags


def _id_and_region(id: str, block: schemas.Block) -> tuple[str, str | None]:
    """An import id may end in `@REGION` (provider 6: "Enhanced Region Support", 2025-06)."""
    found = _AT_REGION.fullmatch(id) if "region" in block.attributes else None
    return (found[1], found[2]) if found else (id, None)
