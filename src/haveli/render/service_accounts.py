"""The roles of the applications' service accounts, and exactly what each may do. The operator's is in `operator`."""

from __future__ import annotations

from haveli.render.hcl import Attributes, Expression, Value, template
from haveli.render.kubernetes import cluster_facts
from haveli.render.platform_root import EKS, IRSA, RDS, SECRETS, platform_root
from haveli.render.root import Module, Output, Root, call
from haveli.render.secrets import EXTERNAL_SECRETS, HELD, secret_name
from haveli.spec.models import Platform
from haveli.spec.names import Kind, application_name

CONTROLLER = "aws-load-balancer-controller"

ACCOUNTS = {
    "argocd": ("argocd", "argocd-repo-server", "Argo CD reads charts and images from the registry."),
    CONTROLLER: ("kube-system", CONTROLLER, "The AWS Load Balancer Controller registers pods with load balancers."),
    EXTERNAL_SECRETS: (EXTERNAL_SECRETS, EXTERNAL_SECRETS, "External Secrets reads the secrets of applications."),
    "superset": ("superset", "superset", "Superset signs in to its database."),
}
"""The service account of each application that calls AWS: its namespace, its name, and what it does there."""


def irsa(platform: Platform) -> Root:
    """A role for each application's service account."""
    statements = {
        "argocd": _registry,
        CONTROLLER: _load_balancers,
        EXTERNAL_SECRETS: _secrets,
        "superset": _database,
    }
    calls = {
        name: _role(platform, name, make(platform))
        for name, make in statements.items()
        if name in platform.applications
    }
    outputs = {
        f"{made.name}_arn": Output(f"Role of {ACCOUNTS[name][1]}.", made.output("role_arn"))
        for name, made in calls.items()
    }
    return platform_root(platform, IRSA.name, "irsa", tuple(calls.values()), outputs, (EKS, RDS, SECRETS))


def _role(platform: Platform, application: str, statements: Attributes) -> Module:
    namespace, account, description = ACCOUNTS[application]
    return call(
        f"{application.replace('-', '_')}_role",
        "irsa-role",
        {
            "name": application_name(Kind.ROLE, platform.product, application).text,
            "description": description,
            "service_account": {"namespace": namespace, "name": account},
            "trust": platform.eks.trust,
        },
        {"cluster": cluster_facts()},
        {"statements": statements},
    )


def _secrets(platform: Platform) -> Attributes:
    """Reads the secrets of applications, and the password that RDS makes; by the secrets' ARNs, not by a prefix."""
    held = [
        Expression(f'{SECRETS.output("secret_arns").text}["{secret_name(platform.product, name)}"]')
        for name in HELD
        if name in platform.applications
    ]
    return {
        "ReadSecrets": {
            "actions": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
            "resources": [*held, RDS.output("master_secret_arn")],
        },
        "Decrypt": {
            "actions": ["kms:Decrypt"],
            "resources": [SECRETS.output("kms_key_arn"), RDS.output("kms_key_arn")],
        },
    }


def _database(platform: Platform) -> Attributes:
    """Signs in to the database as the user superset by IAM, without a password."""
    users = f"arn:aws:rds-db:{platform.region}:{platform.account}:dbuser:"
    return {
        "SignInToDatabase": {
            "actions": ["rds-db:connect"],
            "resources": [template(users, RDS.output("resource_id"), "/superset")],
        }
    }


def _registry(platform: Platform) -> Attributes:
    """Pulls from the platform's own repositories."""
    pull: list[Value] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    own = f"arn:aws:ecr:{platform.region}:{platform.account}:repository/{platform.product}-*"
    return {
        "SignInToRegistry": {"actions": ["ecr:GetAuthorizationToken"], "resources": ["*"]},
        "PullOwnImages": {"actions": pull, "resources": [own]},
    }


def _load_balancers(platform: Platform) -> Attributes:
    """Registers pods with the platform's target groups; makes load balancers of its own for Ingresses that ask for one.

    What it makes carries the tag elbv2.k8s.aws/cluster, by which the controller itself knows it (controller's
    documentation, "Installation", read 2026-11); what it may change is what carries that tag.
    """
    arn = f"arn:aws:elasticloadbalancing:{platform.region}:{platform.account}"
    groups = f"arn:aws:ec2:{platform.region}:{platform.account}:security-group/*"
    cluster: Value = [platform.eks.cluster]
    made: Attributes = {"StringEquals": {"aws:ResourceTag/elbv2.k8s.aws/cluster": cluster}}
    making: Attributes = {"StringEquals": {"aws:RequestTag/elbv2.k8s.aws/cluster": cluster}}
    nodes: Attributes = {"StringEquals": {"aws:ResourceTag/aws:eks:cluster-name": cluster}}
    ours: Attributes = {"StringEquals": {"aws:ResourceTag/product": [platform.product]}}
    balancers: Value = [f"{arn}:loadbalancer/*", f"{arn}:targetgroup/*", f"{arn}:listener/*", f"{arn}:listener-rule/*"]
    targets: Value = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
    rules: Value = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
    return {
        "SeeWhatIsThere": {
            "actions": [
                "acm:DescribeCertificate",
                "acm:ListCertificates",
                "ec2:Describe*",
                "elasticloadbalancing:Describe*",
                "wafv2:GetWebACL*",
            ],
            "resources": ["*"],
        },
        "RegisterPods": {"actions": targets, "resources": [f"{arn}:targetgroup/*"], "conditions": ours},
        "OpenNodes": {"actions": rules, "resources": [groups], "conditions": nodes},
        "MakeOwnGroups": {"actions": ["ec2:CreateSecurityGroup"], "resources": [groups], "conditions": making},
        "MakeOwnGroupsInVpc": {
            "actions": ["ec2:CreateSecurityGroup"],
            "resources": [f"arn:aws:ec2:{platform.region}:{platform.account}:vpc/*"],
        },
        "TagWhatIsMade": {
            "actions": ["ec2:CreateTags"],
            "resources": [groups],
            "conditions": {"StringEquals": {"ec2:CreateAction": ["CreateSecurityGroup"]}},
        },
        "ChangeOwnGroups": {
            "actions": [
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:DeleteSecurityGroup",
                "ec2:RevokeSecurityGroupIngress",
            ],
            "resources": [groups],
            "conditions": made,
        },
        "MakeOwnLoadBalancers": {
            "actions": [
                "elasticloadbalancing:AddTags",
                "elasticloadbalancing:CreateListener",
                "elasticloadbalancing:CreateLoadBalancer",
                "elasticloadbalancing:CreateRule",
                "elasticloadbalancing:CreateTargetGroup",
            ],
            "resources": balancers,
            "conditions": making,
        },
        "ChangeOwnLoadBalancers": {
            "actions": [
                "elasticloadbalancing:Delete*",
                "elasticloadbalancing:DeregisterTargets",
                "elasticloadbalancing:Modify*",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:Set*",
            ],
            "resources": balancers,
            "conditions": made,
        },
    }
