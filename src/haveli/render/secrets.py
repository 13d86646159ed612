"""The platform's secrets and images: what applications need before they start."""

from __future__ import annotations

from haveli.render.hcl import Attributes
from haveli.render.platform_root import SECRETS, platform_root
from haveli.render.root import Output, Root, call
from haveli.spec.models import Platform
from haveli.spec.names import Kind, PlatformNames, application_name

EXTERNAL_SECRETS = "external-secrets"

HELD = {
    "argocd": "Argo CD: the administrator's password, and the client of single sign-on.",
    "superset": "Superset: the key of its sessions, its database password, and the client of single sign-on.",
}
"""What the secret of each application holds."""

BUILT = ("operator", "superset")
"""Applications whose images are built here."""


def secret_name(product: str, application: str) -> str:
    """The name of an application's secret.

    It does not end in a hyphen and six characters, as the ARN of every secret does: a lookup by part of an ARN would
    take the one for the other (Secrets Manager User Guide, "What's in a secret", read 2026-11).
    """
    return application_name(Kind.SECRET, product, f"{application}-credentials").text


def secrets(platform: Platform) -> Root:
    """A secret for each application that has one, read by External Secrets alone, and repositories of images."""
    product = platform.product
    reader = application_name(Kind.ROLE, product, EXTERNAL_SECRETS).text
    held: dict[str, Attributes] = {
        secret_name(product, name): {"description": text, "reader_role_names": [reader]}
        for name, text in HELD.items()
        if name in platform.applications
    }
    built: dict[str, Attributes] = {application_name(Kind.REPOSITORY, product, name).text: {} for name in BUILT}
    key = call(
        "key",
        "kms-key",
        {"alias": PlatformNames.of(product).secrets_key.text, "description": "Secrets and images of applications."},
    )
    kept = call("secrets", "secrets", {"secrets": held, "kms_key_arn": key.output("key_arn")})
    images = call("images", "ecr", {"repositories": built, "kms_key_arn": key.output("key_arn")})
    outputs = {
        "kms_key_arn": Output("Key of secrets and images.", key.output("key_arn")),
        "secret_arns": Output("ARN of each secret by its name.", kept.output("secret_arns")),
        "repository_urls": Output(
            "Address of each repository of images by its name.", images.output("repository_urls")
        ),
        "repository_arns": Output("ARN of each repository of images by its name.", images.output("repository_arns")),
    }
    return platform_root(platform, SECRETS.name, "secrets", (key, kept, images), outputs)
