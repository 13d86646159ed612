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

run "installs_the_five_addons" {
  command = plan

  assert {
    condition = setunion(keys(aws_eks_addon.before_nodes), keys(aws_eks_addon.after_nodes)) == toset([
      "vpc-cni", "coredns", "kube-proxy", "aws-ebs-csi-driver", "eks-pod-identity-agent",
    ])
    error_message = "Network, names, proxy, disks and pod identities."
  }

  assert {
    condition     = contains(keys(aws_eks_addon.before_nodes), "vpc-cni") && contains(keys(aws_eks_addon.after_nodes), "coredns")
    error_message = "A node needs its network before it is ready; names need a node to run on."
  }
}

run "enforces_network_policies" {
  command = plan

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Without the agent a NetworkPolicy is a wish."
  }
}

run "gives_an_addon_a_role_for_its_own_service_account" {
  assert {
    condition = {
      for name, role in aws_iam_role.addon : name => one(jsondecode(role.assume_role_policy).Statement).Condition.StringEquals["aws:RequestTag/kubernetes-service-account"]
    } == { aws-ebs-csi-driver = "ebs-csi-controller-sa", vpc-cni = "aws-node" }
    error_message = "Each role trusts one service account."
  }

  assert {
    condition     = one(aws_eks_addon.after_nodes["aws-ebs-csi-driver"].pod_identity_association).role_arn == aws_iam_role.addon["aws-ebs-csi-driver"].arn
    error_message = "The association gives the role to that service account."
  }
}

run "takes_the_version_that_is_given" {
  command = plan

  variables {
    addon_versions = { coredns = "v1.12.1-eksbuild.2" }
  }

  assert {
    condition     = aws_eks_addon.after_nodes["coredns"].addon_version == "v1.12.1-eksbuild.2"
    error_message = "The version is pinned."
  }
}

run "refuses_the_version_of_an_addon_that_is_not_there" {
  command = plan

  variables {
    addon_versions = { istio = "1.0.0" }
  }

  expect_failures = [var.addon_versions]
}
