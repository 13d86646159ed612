# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it takes half an hour.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name                = "pai-risk-mlops-live"
  role_prefix         = "pai-risk-mlops-live-shared-eks"
  kubernetes_version  = "1.33"
  deletion_protection = false
  node_groups = {
    on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 3 }
  }
}

run "has_a_vpc" {
  module {
    source = "../vpc"
  }

  variables {
    name = "pai-risk-mlops-live-shared-vpc"
    cidr = "10.30.0.0/16"
    azs  = ["ap-south-1a", "ap-south-1b"]
    nat  = "single"
  }
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias              = "pai-risk-mlops-live-eks-key"
    description        = "Nothing: a test."
    log_group_prefixes = ["/aws/eks/pai-risk-mlops-live/"]
  }
}

run "has_an_analyst" {
  module {
    source = "../irsa-role"
  }

  variables {
    name            = "pai-risk-mlops-live-shared-analyst"
    description     = "Nothing: a test."
    service_account = { namespace = "live", name = "analyst" }
    trust           = "oidc"
    statements      = {}
    cluster = {
      name              = "pai-risk-mlops-live"
      arn               = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-live"
      oidc_provider_arn = "arn:aws:iam::880170353725:oidc-provider/oidc.eks.ap-south-1.amazonaws.com/id/AB12"
      oidc_issuer       = "oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    }
  }
}

run "stands" {
  variables {
    subnet_ids  = run.has_a_vpc.private_subnet_ids
    kms_key_arn = run.has_a_key.key_arn
  }

  assert {
    condition     = endswith(output.cluster_arn, ":cluster/pai-risk-mlops-live") && startswith(output.cluster_endpoint, "https://")
    error_message = "The cluster has its name and an address."
  }

  assert {
    condition     = endswith(output.oidc_provider_arn, output.oidc_issuer)
    error_message = "IAM trusts the cluster's issuer."
  }
}

run "takes_a_spot_group_and_an_administrator_in_place" {
  variables {
    subnet_ids     = run.has_a_vpc.private_subnet_ids
    kms_key_arn    = run.has_a_key.key_arn
    access_entries = { view = { principal_arn = run.has_an_analyst.role_arn, policy = "AmazonEKSViewPolicy", namespaces = ["superset"] } }
    node_groups = {
      on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 4 }
      spot      = { capacity = "spot", instance_types = ["m7g.large", "m6g.large", "r7g.large"], min = 0, max = 6, taints = { "haveli/spot" = "true" } }
    }
  }

  assert {
    condition     = output.cluster_arn == run.stands.cluster_arn && aws_eks_node_group.this["on-demand"].scaling_config[0].max_size == 4
    error_message = "Groups and people come, and the cluster stays."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    subnet_ids     = run.has_a_vpc.private_subnet_ids
    kms_key_arn    = run.has_a_key.key_arn
    access_entries = { view = { principal_arn = run.has_an_analyst.role_arn, policy = "AmazonEKSViewPolicy", namespaces = ["superset"] } }
    node_groups = {
      on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 4 }
      spot      = { capacity = "spot", instance_types = ["m7g.large", "m6g.large", "r7g.large"], min = 0, max = 6, taints = { "haveli/spot" = "true" } }
    }
  }

  assert {
    condition     = output.cluster_arn == run.stands.cluster_arn
    error_message = "A second plan replaces nothing."
  }
}
