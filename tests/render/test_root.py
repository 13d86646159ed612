from __future__ import annotations

from haveli.render.hcl import Expression
from haveli.render.root import Output, Root, Upstream, call, header_line, root_files, state_key
from tests.spec.samples import platform

MADE = call("bucket", "s3-bucket", {"bucket_name": "b"}, {"kms_key_arn": Expression("x")})
ROOT = Root(
    "fraud",
    "00-storage",
    ("tenants/fraud.yaml", "platform.yaml"),
    {"tenant": "fraud", "root": "fraud/00-storage"},
    (MADE,),
    {"name": Output("Name of the bucket.", MADE.output("bucket_name"))},
    (Upstream("platform", "05-infra-emr"),),
)


def files() -> dict[str, str]:
    folder = "terraform/environments/fraud/00-storage/"
    return {path.removeprefix(folder): text for path, text in root_files(ROOT, platform()).items()}


def test_a_root_has_four_files_whose_first_line_says_where_they_come_from() -> None:
    assert set(files()) == {"backend.tf", "providers.tf", "main.tf", "outputs.tf"}
    assert {text.splitlines()[0] for text in files().values()} == {header_line(ROOT.sources)}
    assert "tenants/fraud.yaml" in header_line(ROOT.sources)


def test_the_backend_has_the_key_of_the_root_and_a_lock_file_and_no_profile() -> None:
    backend = files()["backend.tf"]
    assert f'"{state_key("fraud", "00-storage")}"' in backend
    assert "use_lockfile = true" in backend
    assert "encrypt      = true" in backend
    assert "profile" not in "".join(files().values())


def test_the_provider_is_bound_to_the_account_and_carries_the_tags() -> None:
    providers = files()["providers.tf"]
    assert 'required_version = ">= 1.11"' in providers
    assert 'version = "~> 6.0"' in providers
    assert 'allowed_account_ids = ["880170353725"]' in providers
    assert 'root   = "fraud/00-storage"' in providers


def test_every_upstream_root_is_read_by_its_state() -> None:
    main = files()["main.tf"]
    assert 'data "terraform_remote_state" "infra_emr"' in main
    assert 'key    = "platform/05-infra-emr/terraform.tfstate"' in main


def test_a_module_call_has_its_source_first_and_its_groups_apart() -> None:
    assert (
        'module "bucket" {\n  source = "../../../modules/s3-bucket"\n\n  bucket_name = "b"\n\n  kms'
        in files()["main.tf"]
    )


def test_an_output_is_described() -> None:
    assert 'description = "Name of the bucket."' in files()["outputs.tf"]
