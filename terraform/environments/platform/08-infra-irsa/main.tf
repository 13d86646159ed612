# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_eks" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/02-infra-eks/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_rds" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/04-infra-rds/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_secrets" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/07-infra-secrets/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "argocd_role" {
  source = "../../../modules/irsa-role"

  name        = "pai-risk-mlops-platform-shared-argocd"
  description = "Argo CD reads charts and images from the registry."
  service_account = {
    namespace = "argocd"
    name      = "argocd-repo-server"
  }
  trust = "pod_identity"

  cluster = {
    name              = data.terraform_remote_state.infra_eks.outputs.cluster_name
    arn               = data.terraform_remote_state.infra_eks.outputs.cluster_arn
    oidc_provider_arn = data.terraform_remote_state.infra_eks.outputs.oidc_provider_arn
    oidc_issuer       = data.terraform_remote_state.infra_eks.outputs.oidc_issuer
  }

  statements = {
    SignInToRegistry = {
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
    PullOwnImages = {
      actions = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ]
      resources = ["arn:aws:ecr:ap-south-1:880170353725:repository/pai-risk-mlops-*"]
    }
  }
}

module "aws_load_balancer_controller_role" {
  source = "../../../modules/irsa-role"

  name        = "pai-risk-mlops-platform-shared-aws-load-balancer-controller"
  description = "The AWS Load Balancer Controller registers pods with load balancers."
  service_account = {
    namespace = "kube-system"
    name      = "aws-load-balancer-controller"
  }
  trust = "pod_identity"

  cluster = {
    name              = data.terraform_remote_state.infra_eks.outputs.cluster_name
    arn               = data.terraform_remote_state.infra_eks.outputs.cluster_arn
    oidc_provider_arn = data.terraform_remote_state.infra_eks.outputs.oidc_provider_arn
    oidc_issuer       = data.terraform_remote_state.infra_eks.outputs.oidc_issuer
  }

  statements = {
    SeeWhatIsThere = {
      actions = [
        "acm:DescribeCertificate",
        "acm:ListCertificates",
        "ec2:Describe*",
        "elasticloadbalancing:Describe*",
        "wafv2:GetWebACL*",
      ]
      resources = ["*"]
    }
    RegisterPods = {
      actions   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
      resources = ["arn:aws:elasticloadbalancing:ap-south-1:880170353725:targetgroup/*"]
      conditions = {
        StringEquals = {
          "aws:ResourceTag/product" = ["pai-risk-mlops"]
        }
      }
    }
    OpenNodes = {
      actions   = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
      resources = ["arn:aws:ec2:ap-south-1:880170353725:security-group/*"]
      conditions = {
        StringEquals = {
          "aws:ResourceTag/aws:eks:cluster-name" = ["pai-risk-mlops-platform"]
        }
      }
    }
    MakeOwnGroups = {
      actions   = ["ec2:CreateSecurityGroup"]
      resources = ["arn:aws:ec2:ap-south-1:880170353725:security-group/*"]
      conditions = {
        StringEquals = {
          "aws:RequestTag/elbv2.k8s.aws/cluster" = ["pai-risk-mlops-platform"]
        }
      }
    }
    MakeOwnGroupsInVpc = {
      actions   = ["ec2:CreateSecurityGroup"]
      resources = ["arn:aws:ec2:ap-south-1:880170353725:vpc/*"]
    }
    TagWhatIsMade = {
      actions   = ["ec2:CreateTags"]
      resources = ["arn:aws:ec2:ap-south-1:880170353725:security-group/*"]
      conditions = {
        StringEquals = {
          "ec2:CreateAction" = ["CreateSecurityGroup"]
        }
      }
    }
    ChangeOwnGroups = {
      actions = [
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:DeleteSecurityGroup",
        "ec2:RevokeSecurityGroupIngress",
      ]
      resources = ["arn:aws:ec2:ap-south-1:880170353725:security-group/*"]
      conditions = {
        StringEquals = {
          "aws:ResourceTag/elbv2.k8s.aws/cluster" = ["pai-risk-mlops-platform"]
        }
      }
    }
    MakeOwnLoadBalancers = {
      actions = [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:CreateTargetGroup",
      ]
      resources = [
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:loadbalancer/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:targetgroup/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:listener/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:listener-rule/*",
      ]
      conditions = {
        StringEquals = {
          "aws:RequestTag/elbv2.k8s.aws/cluster" = ["pai-risk-mlops-platform"]
        }
      }
    }
    ChangeOwnLoadBalancers = {
      actions = [
        "elasticloadbalancing:Delete*",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:Modify*",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:Set*",
      ]
      resources = [
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:loadbalancer/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:targetgroup/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:listener/*",
        "arn:aws:elasticloadbalancing:ap-south-1:880170353725:listener-rule/*",
      ]
      conditions = {
        StringEquals = {
          "aws:ResourceTag/elbv2.k8s.aws/cluster" = ["pai-risk-mlops-platform"]
        }
      }
    }
  }
}

module "external_secrets_role" {
  source = "../../../modules/irsa-role"

  name        = "pai-risk-mlops-platform-shared-external-secrets"
  description = "External Secrets reads the secrets of applications."
  service_account = {
    namespace = "external-secrets"
    name      = "external-secrets"
  }
  trust = "pod_identity"

  cluster = {
    name              = data.terraform_remote_state.infra_eks.outputs.cluster_name
    arn               = data.terraform_remote_state.infra_eks.outputs.cluster_arn
    oidc_provider_arn = data.terraform_remote_state.infra_eks.outputs.oidc_provider_arn
    oidc_issuer       = data.terraform_remote_state.infra_eks.outputs.oidc_issuer
  }

  statements = {
    ReadSecrets = {
      actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
      resources = [
        data.terraform_remote_state.infra_secrets.outputs.secret_arns["pai-risk-mlops-platform-shared-argocd-credentials"],
        data.terraform_remote_state.infra_secrets.outputs.secret_arns["pai-risk-mlops-platform-shared-superset-credentials"],
        data.terraform_remote_state.infra_rds.outputs.master_secret_arn,
      ]
    }
    Decrypt = {
      actions = ["kms:Decrypt"]
      resources = [
        data.terraform_remote_state.infra_secrets.outputs.kms_key_arn,
        data.terraform_remote_state.infra_rds.outputs.kms_key_arn,
      ]
    }
  }
}

module "superset_role" {
  source = "../../../modules/irsa-role"

  name        = "pai-risk-mlops-platform-shared-superset"
  description = "Superset signs in to its database."
  service_account = {
    namespace = "superset"
    name      = "superset"
  }
  trust = "pod_identity"

  cluster = {
    name              = data.terraform_remote_state.infra_eks.outputs.cluster_name
    arn               = data.terraform_remote_state.infra_eks.outputs.cluster_arn
    oidc_provider_arn = data.terraform_remote_state.infra_eks.outputs.oidc_provider_arn
    oidc_issuer       = data.terraform_remote_state.infra_eks.outputs.oidc_issuer
  }

  statements = {
    SignInToDatabase = {
      actions = ["rds-db:connect"]
      resources = [
        "arn:aws:rds-db:ap-south-1:880170353725:dbuser:${data.terraform_remote_state.infra_rds.outputs.resource_id}/superset",
      ]
    }
  }
}
