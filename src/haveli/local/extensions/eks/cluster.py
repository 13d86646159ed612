"""A cluster: what a request makes of it, and which of its settings change."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from haveli.local.extensions.eks import releases
from haveli.local.extensions.eks.exceptions import InvalidParameterException, InvalidRequestException
from haveli.local.extensions.eks.network import Surroundings
from haveli.local.extensions.eks.record import CREATING, Facts, Record, Update

LOG_TYPES = ("api", "audit", "authenticator", "controllerManager", "scheduler")
#: How authentication may change: never back (API reference, UpdateAccessConfigRequest, 2026-11).
MODES = ("CONFIG_MAP", "API_AND_CONFIG_MAP", "API")
_NAME = re.compile(r"[0-9A-Za-z][A-Za-z0-9_-]{0,99}")
#: Members of a request that the answer gives back as they are.
_PASSED = (
    "computeConfig",
    "storageConfig",
    "remoteNetworkConfig",
    "controlPlaneScalingConfig",
    "kubeApiServerConfig",
    "kubeSchedulerConfig",
    "kubeControllerManagerConfig",
)
#: Members of UpdateClusterConfig and the type of update that each is. The last three go together (EKS Auto Mode).
UPDATES = {
    "logging": "LoggingUpdate",
    "accessConfig": "AccessConfigUpdate",
    "upgradePolicy": "UpgradePolicyUpdate",
    "zonalShiftConfig": "ZonalShiftConfigUpdate",
    "remoteNetworkConfig": "RemoteNetworkConfigUpdate",
    "deletionProtection": "DeletionProtectionUpdate",
    "controlPlaneScalingConfig": "ControlPlaneScalingConfigUpdate",
    "kubeApiServerConfig": "ControlPlaneComponentConfigUpdate",
    "kubeSchedulerConfig": "ControlPlaneComponentConfigUpdate",
    "kubeControllerManagerConfig": "ControlPlaneComponentConfigUpdate",
    "computeConfig": "AutoModeUpdate",
    "storageConfig": "AutoModeUpdate",
    "kubernetesNetworkConfig": "AutoModeUpdate",
}

_REFUSED_WHEN_EQUAL = {"LoggingUpdate", "EndpointAccessUpdate", "VpcConfigUpdate"}


@dataclass
class Cluster(Record):
    """A cluster with all that belongs to it."""

    around: Surroundings = field(kw_only=True)
    interfaces: list[str] = field(default_factory=list)
    node_groups: dict[str, Record] = field(default_factory=dict)
    addons: dict[str, Record] = field(default_factory=dict)
    access_entries: dict[str, Facts] = field(default_factory=dict)
    access_policies: dict[str, dict[str, Facts]] = field(default_factory=dict)
    pod_identities: dict[str, Facts] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def version(self) -> str:
        return str(self.facts["version"])

    def arn(self, kind: str, rest: str) -> str:
        """The ARN of something that belongs to the cluster."""
        around = self.around
        return f"arn:{around.partition}:eks:{around.region}:{around.account}:{kind}/{self.name}/{rest}"

    def update_config(self, request: Mapping[str, Any], now: datetime, takes: timedelta) -> Update:
        """UpdateClusterConfig. Raises InvalidParameterException for several kinds at once, or for no change."""
        self.require_active(now)
        members = {key: value for key, value in request.items() if key in UPDATES and value is not None}
        vpc = request.get("resourcesVpcConfig")
        kinds = {UPDATES[member] for member in members} | ({_vpc_update(vpc)} if vpc else set())
        if len(kinds) != 1:
            problem = "Only one type of update can be allowed." if kinds else "No update was requested."
            raise InvalidParameterException(problem, clusterName=self.name)
        facts = self._changed_vpc(vpc) if vpc else self._changed(members)
        if kinds <= _REFUSED_WHEN_EQUAL and all(self.facts.get(key) == value for key, value in facts.items()):
            what = ", ".join(members) or "resourcesVpcConfig"
            raise InvalidParameterException(f"No changes needed for the {what} provided", clusterName=self.name)
        return self.change(kinds.pop(), vpc or members, facts, now, takes)

    def update_version(self, version: str, now: datetime, takes: timedelta) -> Update:
        """UpdateClusterVersion: to the next minor version."""
        self.require_active(now)
        releases.check_upgrade(self.version, version)
        platform = releases.release(version).platform
        params = {"Version": version, "PlatformVersion": platform}
        return self.change("VersionUpdate", params, {"version": version, "platformVersion": platform}, now, takes)

    def associate_encryption(self, config: list[Facts], now: datetime, takes: timedelta) -> Update:
        """AssociateEncryptionConfig: once, for good (API reference, 2026-11)."""
        self.require_active(now)
        if self.facts.get("encryptionConfig"):
            raise InvalidParameterException("Encryption is already enabled for the cluster", clusterName=self.name)
        self.around.check_key(config[0]["provider"]["keyArn"])
        facts = {"encryptionConfig": config}
        return self.change("AssociateEncryptionConfig", {"EncryptionConfig": config}, facts, now, takes)

    def require_access_api(self) -> None:
        """Raises InvalidRequestException when access is granted in the cluster's own map alone."""
        if self.facts["accessConfig"]["authenticationMode"] == "CONFIG_MAP":
            raise InvalidRequestException(
                "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this "
                "operation.",
                clusterName=self.name,
            )

    def _changed(self, members: Mapping[str, Any]) -> Facts:
        return {
            member: _CHANGES.get(member, _merged)(self.facts.get(member), value) for member, value in members.items()
        }

    def _changed_vpc(self, wanted: Mapping[str, Any]) -> Facts:
        known = self.facts["resourcesVpcConfig"]
        config = {**known, **{key: value for key, value in wanted.items() if value is not None}}
        _check_vpc(self.around, config, known["vpcId"])
        return {"resourcesVpcConfig": config}


def new_cluster(request: Mapping[str, Any], around: Surroundings, now: datetime, takes: timedelta) -> Cluster:
    """CreateCluster. Raises InvalidParameterException; what it made in the VPC goes with the cluster."""
    name, vpc_config = request["name"], request["resourcesVpcConfig"]
    _check_request(request, around)
    vpc = around.vpc_of(vpc_config["subnetIds"])
    _check_vpc(around, {"endpointPublicAccess": True, "securityGroupIds": [], **vpc_config}, vpc)
    version = request.get("version") or releases.DEFAULT
    arn = f"arn:{around.partition}:eks:{around.region}:{around.account}:cluster/{name}"
    facts = {
        **_identity(name, around.region),
        "arn": arn,
        "createdAt": now,
        "version": version,
        "platformVersion": releases.release(version).platform,
        "roleArn": request["roleArn"],
        "resourcesVpcConfig": _vpc_facts(request, around, vpc),
        "kubernetesNetworkConfig": _network_facts(request.get("kubernetesNetworkConfig") or {}, around, vpc),
        "logging": changed_logging(None, request.get("logging") or {}),
        "encryptionConfig": request.get("encryptionConfig") or [],
        "accessConfig": {"authenticationMode": "CONFIG_MAP", **_without_bootstrap(request)},
        "upgradePolicy": request.get("upgradePolicy") or {"supportType": "EXTENDED"},
        "zonalShiftConfig": request.get("zonalShiftConfig") or {"enabled": False},
        "deletionProtection": bool(request.get("deletionProtection")),
        "health": {"issues": []},
        "tags": dict(request.get("tags") or {}),
        **{member: request[member] for member in _PASSED if request.get(member) is not None},
    }
    cluster = Cluster(facts, CREATING, now + takes, around=around)
    groups = [facts["resourcesVpcConfig"]["clusterSecurityGroupId"], *vpc_config.get("securityGroupIds", ())]
    cluster.interfaces = around.make_interfaces(name, vpc_config["subnetIds"], groups)
    return cluster


def changed_logging(known: Facts | None, wanted: Facts) -> Facts:
    """Which logs are on after a request: each type that it does not name stays as it is. At first all are off."""
    on = {kind for item in (known or {}).get("clusterLogging", ()) if item["enabled"] for kind in item["types"]}
    for item in wanted.get("clusterLogging") or ():
        types = set(item.get("types") or ())
        if unknown := types - set(LOG_TYPES):
            raise InvalidParameterException(f"Invalid log types: {', '.join(sorted(unknown))}")
        on = on | types if item.get("enabled") else on - types
    groups = [
        (True, [each for each in LOG_TYPES if each in on]),
        (False, [each for each in LOG_TYPES if each not in on]),
    ]
    return {"clusterLogging": [{"types": types, "enabled": state} for state, types in groups if types]}


def changed_access(known: Facts | None, wanted: Facts) -> Facts:
    """The access settings after a request; authentication goes forward only."""
    now, mode = (known or {})["authenticationMode"], wanted["authenticationMode"]
    if MODES.index(mode) < MODES.index(now):
        raise InvalidParameterException(f"Unsupported authentication mode update from {now} to {mode}")
    return {"authenticationMode": mode}


def _merged(known: Any, wanted: Any) -> Any:
    return {**(known or {}), **wanted} if isinstance(wanted, dict) else wanted


_CHANGES: dict[str, Callable[[Any, Any], Any]] = {"logging": changed_logging, "accessConfig": changed_access}


def _check_request(request: Mapping[str, Any], around: Surroundings) -> None:
    name = request["name"]
    if not _NAME.fullmatch(name):
        raise InvalidParameterException(f"The cluster name {name!r} must match {_NAME.pattern}", clusterName=name)
    if request.get("outpostConfig"):
        raise InvalidParameterException("The local cloud has no Outposts", clusterName=name)
    around.check_role(request["roleArn"])
    for item in request.get("encryptionConfig") or ():
        around.check_key(item["provider"]["keyArn"])


def _check_vpc(around: Surroundings, config: Mapping[str, Any], vpc: str) -> None:
    if not config.get("endpointPublicAccess") and not config.get("endpointPrivateAccess"):
        raise InvalidParameterException("Private and public endpoint access cannot both be false")
    if around.vpc_of(config["subnetIds"]) != vpc:
        raise InvalidParameterException(f"Subnets must be in the cluster's VPC {vpc}")
    around.check_security_groups(config["securityGroupIds"], vpc)


def _vpc_update(config: Mapping[str, Any]) -> str:
    if config.get("subnetIds") or config.get("securityGroupIds") is not None:
        return "VpcConfigUpdate"
    return "EndpointAccessUpdate"


def _vpc_facts(request: Mapping[str, Any], around: Surroundings, vpc: str) -> Facts:
    config = {
        "securityGroupIds": [],
        "endpointPublicAccess": True,
        "endpointPrivateAccess": False,
        "publicAccessCidrs": ["0.0.0.0/0"],
        **{key: value for key, value in request["resourcesVpcConfig"].items() if value is not None},
    }
    group = around.make_security_group(request["name"], vpc, str(secrets.randbelow(10**9)))
    return {**config, "vpcId": vpc, "clusterSecurityGroupId": group}


def _network_facts(wanted: Facts, around: Surroundings, vpc: str) -> Facts:
    facts = {"ipFamily": "ipv4", "elasticLoadBalancing": {"enabled": False}, **wanted}
    if facts["ipFamily"] == "ipv6":
        return {"serviceIpv6Cidr": "fd30:6b2f:3fd8::/108", **facts}
    return {"serviceIpv4Cidr": around.service_network(vpc), **facts}


def _without_bootstrap(request: Mapping[str, Any]) -> Facts:
    """EKS does not tell whether the creator was made an administrator (containers-roadmap#185, read 2026-11)."""
    wanted = request.get("accessConfig") or {}
    return {key: value for key, value in wanted.items() if key == "authenticationMode"}


def _identity(name: str, region: str) -> Facts:
    identity = secrets.token_hex(16).upper()
    return {
        "name": name,
        "endpoint": f"https://{identity}.gr7.{region}.eks.amazonaws.com",
        "identity": {"oidc": {"issuer": f"https://oidc.eks.{region}.amazonaws.com/id/{identity}"}},
        "certificateAuthority": {"data": _authority()},
    }


@cache
def _authority() -> str:
    """A certificate authority for the clusters of this process, so that clients can read what they are given."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kubernetes")])
    start = datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.PEM)).decode()
