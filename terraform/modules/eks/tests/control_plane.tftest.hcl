mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-eks-node" }
  }

  mock_resource "aws_eks_cluster" {
    defaults = {
      arn                   = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-platform"
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.ap-south-1.amazonaws.com/id/AB12" }] }]
      certificate_authority = [{ data = "LS0t" }]
    }
  }
}

variables {
  name               = "pai-risk-mlops-platform"
  role_prefix        = "pai-risk-mlops-platform-shared-eks"
  kubernetes_version = "1.33"
  kms_key_arn        = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  subnet_ids         = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  node_groups = {
    on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 4 }
    spot      = { capacity = "spot", instance_types = ["m7g.large", "m6g.large", "r7g.large"], min = 0, max = 6 }
  }
}

run "answers_within_the_vpc_only" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "The API is private unless blocks are named."
  }
}

run "answers_named_blocks_over_the_internet" {
  command = plan

  variables {
    public_access_cidrs = ["203.0.113.0/24"]
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access && one(aws_eks_cluster.this.vpc_config[0].public_access_cidrs) == "203.0.113.0/24"
    error_message = "The blocks that are named, and no others."
  }
}

run "encrypts_secrets_and_keeps_all_five_logs" {
  command = plan

  assert {
    condition     = one(aws_eks_cluster.this.encryption_config).provider[0].key_arn == var.kms_key_arn && one(one(aws_eks_cluster.this.encryption_config).resources) == "secrets"
    error_message = "Kubernetes secrets are under the key that was given."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5 && aws_cloudwatch_log_group.control_plane.name == "/aws/eks/pai-risk-mlops-platform/cluster"
    error_message = "The control plane's logs go to the group that has a limit of time and the key."
  }
}

run "trusts_access_entries_and_no_config_map" {
  command = plan

  variables {
    access_entries = {
      admin = { principal_arn = "arn:aws:iam::880170353725:role/platform-admin", policy = "AmazonEKSClusterAdminPolicy" }
      view  = { principal_arn = "arn:aws:iam::880170353725:role/analyst", policy = "AmazonEKSViewPolicy", namespaces = ["superset"] }
    }
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API"
    error_message = "Access is decided in EKS and not in a ConfigMap."
  }

  assert {
    condition     = aws_eks_access_policy_association.this["view"].access_scope[0].type == "namespace" && aws_eks_access_policy_association.this["admin"].access_scope[0].type == "cluster"
    error_message = "A policy reaches the namespaces that are named, or the whole cluster."
  }

  assert {
    condition     = aws_eks_access_policy_association.this["view"].policy_arn == "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
    error_message = "The policy is one of EKS's own."
  }
}

run "gives_the_issuer_out_without_its_scheme" {
  assert {
    condition     = output.oidc_issuer == "oidc.eks.ap-south-1.amazonaws.com/id/AB12" && aws_iam_openid_connect_provider.this.url == "https://oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    error_message = "A condition of a trust policy has no https:// in front."
  }
}

run "refuses_an_api_for_the_whole_internet" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "refuses_a_patch_version" {
  command = plan

  variables {
    kubernetes_version = "1.33.2"
  }

  expect_failures = [var.kubernetes_version]
}

run "refuses_a_policy_that_eks_does_not_have" {
  command = plan

  variables {
    access_entries = { admin = { principal_arn = "arn:aws:iam::880170353725:role/a", policy = "AdministratorAccess" } }
  }

  expect_failures = [var.access_entries]
}

run "refuses_two_entries_for_one_principal" {
  command = plan

  variables {
    access_entries = {
      one = { principal_arn = "arn:aws:iam::880170353725:role/a", policy = "AmazonEKSViewPolicy" }
      two = { principal_arn = "arn:aws:iam::880170353725:role/a", policy = "AmazonEKSEditPolicy" }
    }
  }

  expect_failures = [var.access_entries]
}
