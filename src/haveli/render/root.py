"""A Terraform root: what it is made of, and the four files that say so. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haveli.render.hcl import Attributes, Block, Expression, document
from haveli.spec.models import Platform

MODULES = "../../../modules"


@dataclass(frozen=True)
class Module:
    """A call of a module of `terraform/modules`; `name` is the call's own name, `arguments` come in groups."""

    name: str
    module: str
    arguments: tuple[Attributes, ...]

    def output(self, name: str) -> Expression:
        """An output of this call."""
        return Expression(f"module.{self.name}.{name}")


def call(name: str, module: str, *arguments: Attributes) -> Module:
    """A module call; an empty line stands between the groups of arguments."""
    return Module(name, module, arguments)


@dataclass(frozen=True)
class Upstream:
    """Another root whose outputs are read: `fraud/00-storage` is read as `storage`."""

    env: str
    name: str

    @property
    def label(self) -> str:
        return self.name.partition("-")[2].replace("-", "_")

    def output(self, name: str) -> Expression:
        """An output of the upstream root."""
        return Expression(f"data.terraform_remote_state.{self.label}.outputs.{name}")


@dataclass(frozen=True)
class Output:
    """An output of a root."""

    description: str
    value: Expression


@dataclass(frozen=True)
class Root:
    """One folder below `terraform/environments`: `<env>/NN-<name>`.

    `sources` are the specification files that it follows from, `tags` the provider's default tags.
    """

    env: str
    name: str
    sources: tuple[str, ...]
    tags: Mapping[str, str]
    modules: tuple[Module, ...]
    outputs: Mapping[str, Output]
    reads: tuple[Upstream, ...] = ()

    @property
    def folder(self) -> str:
        return f"terraform/environments/{self.env}/{self.name}"


def root_files(root: Root, platform: Platform) -> dict[str, str]:
    """The four files of a root by their paths in the repository."""
    header = header_line(root.sources)
    parts = {
        "backend.tf": _backend(root, platform),
        "providers.tf": _providers(root, platform),
        "main.tf": _main(root, platform),
        "outputs.tf": [_output(name, output) for name, output in root.outputs.items()],
    }
    return {f"{root.folder}/{file}": f"{header}\n\n{document(blocks)}" for file, blocks in parts.items()}


def header_line(sources: tuple[str, ...]) -> str:
    """The first line of a rendered file."""
    these = "these" if len(sources) > 1 else "that"
    return f"# Rendered by haveli from {' and '.join(sources)}. Do not edit: change {these}, then run `haveli render`."


def state_key(env: str, name: str) -> str:
    """The key of a root's state in the state bucket."""
    return f"{env}/{name}/terraform.tfstate"


def _backend(root: Root, platform: Platform) -> list[Block]:
    s3: Attributes = {
        "bucket": platform.state_bucket,
        "key": state_key(root.env, root.name),
        "region": platform.region,
        "encrypt": True,
        "use_lockfile": True,
    }
    return [Block("terraform", (), (Block("backend", ("s3",), (s3,)),))]


def _providers(root: Root, platform: Platform) -> list[Block]:
    aws = {"aws": {"source": "hashicorp/aws", "version": "~> 6.0"}}
    required = Block("required_providers", (), (aws,))
    provider: Attributes = {"region": platform.region, "allowed_account_ids": [platform.account]}
    tags = Block("default_tags", (), ({"tags": dict(root.tags)},))
    return [
        Block("terraform", (), ({"required_version": ">= 1.11"}, required)),
        Block("provider", ("aws",), (provider, tags)),
    ]


def _main(root: Root, platform: Platform) -> list[Block]:
    return [
        *(_remote_state(upstream, platform) for upstream in root.reads),
        *(_module(call) for call in root.modules),
    ]


def _module(call: Module) -> Block:
    return Block("module", (call.name,), ({"source": f"{MODULES}/{call.module}"}, *call.arguments))


def _remote_state(upstream: Upstream, platform: Platform) -> Block:
    config = {
        "bucket": platform.state_bucket,
        "key": state_key(upstream.env, upstream.name),
        "region": platform.region,
    }
    return Block("data", ("terraform_remote_state", upstream.label), ({"backend": "s3"}, {"config": config}))


def _output(name: str, output: Output) -> Block:
    return Block("output", (name,), ({"description": output.description, "value": output.value},))
