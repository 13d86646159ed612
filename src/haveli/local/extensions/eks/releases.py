"""Which Kubernetes versions and add-ons EKS has.

Versions: EKS user guide, "Kubernetes versions", and endoflife.date/amazon-eks (read 2026-11 from copies of February to
July 2026: later versions are missing). Add-on versions: cookpad/terraform-aws-eks#398 (2026-03) and
wandb/terraform-aws-wandb#380 (2026-05); EKS has many more builds, so any well-formed one is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from haveli.local.extensions.eks.exceptions import InvalidParameterException, ResourceNotFoundException


@dataclass(frozen=True)
class Release:
    """A Kubernetes version of EKS: its patch version, its platform version, and the ends of its support."""

    version: str
    patch: str
    platform: str
    released: str
    standard_until: str
    extended_until: str


RELEASES = (
    Release("1.32", "1.32.11", "eks.34", "2025-01-25", "2026-03-23", "2027-03-23"),
    Release("1.33", "1.33.8", "eks.27", "2025-05-28", "2026-07-29", "2027-07-29"),
    Release("1.34", "1.34.4", "eks.13", "2025-10-06", "2026-12-02", "2027-12-02"),
    Release("1.35", "1.35.1", "eks.3", "2026-01-28", "2027-03-27", "2028-03-27"),
    # Its dates are ours, by EKS's rule of 14 and 12 months.
    Release("1.36", "1.36.0", "eks.1", "2026-06-03", "2027-08-03", "2028-08-03"),
)
DEFAULT = "1.35"


@dataclass(frozen=True)
class Addon:
    """An add-on of AWS: its versions from old to new, and how it runs."""

    name: str
    kind: str
    namespace: str
    versions: tuple[str, ...]
    #: The service account that a role for the add-on would be given to.
    service_account: str | None
    #: Whether it runs as a Deployment: then it is DEGRADED until the cluster has nodes.
    needs_nodes: bool = False


ADDONS = {
    addon.name: addon
    for addon in (
        Addon("vpc-cni", "networking", "kube-system", ("v1.20.4-eksbuild.1", "v1.21.1-eksbuild.1"), "aws-node"),
        Addon("coredns", "networking", "kube-system", ("v1.12.4-eksbuild.10", "v1.13.2-eksbuild.4"), None, True),
        Addon("kube-proxy", "networking", "kube-system", (), None),
        Addon(
            "aws-ebs-csi-driver",
            "storage",
            "kube-system",
            ("v1.56.0-eksbuild.1", "v1.59.0-eksbuild.1"),
            "ebs-csi-controller-sa",
            True,
        ),
        Addon(
            "aws-efs-csi-driver",
            "storage",
            "kube-system",
            ("v3.0.0-eksbuild.1", "v3.1.0-eksbuild.1"),
            "efs-csi-controller-sa",
            True,
        ),
        Addon("eks-pod-identity-agent", "security", "kube-system", ("v1.3.9-eksbuild.3", "v1.3.10-eksbuild.2"), None),
        Addon("metrics-server", "observability", "kube-system", ("v0.7.2-eksbuild.4", "v0.8.0-eksbuild.3"), None, True),
    )
}

_BUILD = re.compile(r"v\d+\.\d+\.\d+-eksbuild\.\d+")


def release(version: str) -> Release:
    """The release of a version such as `1.35`; raises InvalidParameterException."""
    for found in RELEASES:
        if found.version == version:
            return found
    raise InvalidParameterException(f"unsupported Kubernetes version {version}")


def check_upgrade(now: str, wanted: str) -> None:
    """Raises InvalidParameterException unless `wanted` is the next minor version."""
    release(wanted)
    if wanted == now:
        raise InvalidParameterException(f"Cluster is already at the desired version {now}")
    if _minor(wanted) != _minor(now) + 1:
        raise InvalidParameterException(f"Unsupported Kubernetes minor version update from {now} to {wanted}")


def addon(name: str) -> Addon:
    """The add-on of this name; raises InvalidParameterException."""
    if name not in ADDONS:
        raise InvalidParameterException(f"Addon {name} specified is not supported", addonName=name)
    return ADDONS[name]


def addon_versions(name: str, kubernetes: str) -> tuple[str, ...]:
    """The versions of an add-on for a Kubernetes version, from old to new; the one before the newest is the default."""
    if name not in ADDONS:
        raise ResourceNotFoundException(f"Addon {name} does not exist", addonName=name)
    if name == "kube-proxy":  # one for each version of Kubernetes, of its patch version
        patch = release(kubernetes).patch
        return (f"v{patch}-eksbuild.1", f"v{patch}-eksbuild.2")
    return ADDONS[name].versions


def default_addon_version(name: str, kubernetes: str) -> str:
    """What CreateAddon installs when it names no version."""
    return addon_versions(name, kubernetes)[-2]


def check_addon_version(name: str, version: str, kubernetes: str) -> None:
    """Raises InvalidParameterException for a malformed version, or a kube-proxy that is newer than its cluster."""
    unfit = name == "kube-proxy" and _BUILD.fullmatch(version) and _minor(version[1:]) > _minor(kubernetes)
    if unfit or not _BUILD.fullmatch(version):
        raise InvalidParameterException(
            f"Addon version specified is not supported: {name} {version} on Kubernetes {kubernetes}", addonName=name
        )


def node_release(version: str) -> str:
    """The newest release of the nodes' image for a Kubernetes version."""
    found = release(version)
    return f"{found.patch}-{found.released.replace('-', '')}"


def _minor(version: str) -> int:
    return int(version.split(".")[1])
