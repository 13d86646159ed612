mock_provider "aws" {}

variables {
  name            = "pai-risk-mlops-platform-shared-superset"
  description     = "Superset signs in to its database."
  service_account = { namespace = "superset", name = "superset" }
  trust           = "pod_identity"
  cluster = {
    name              = "pai-risk-mlops-platform"
    arn               = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-platform"
    oidc_provider_arn = "arn:aws:iam::880170353725:oidc-provider/oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    oidc_issuer       = "oidc.eks.ap-south-1.amazonaws.com/id/AB12"
  }
  statements = {}
}

run "trusts_one_service_account_of_one_cluster_by_pod_identity" {
  command = plan

  assert {
    condition = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Condition.StringEquals == {
      "aws:RequestTag/eks-cluster-arn"            = var.cluster.arn
      "aws:RequestTag/kubernetes-namespace"       = "superset"
      "aws:RequestTag/kubernetes-service-account" = "superset"
    }
    error_message = "An association in another namespace or cluster gains nothing."
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 1 && length(aws_iam_role_policy.this) == 0
    error_message = "The association is made, and a role without statements has no policy."
  }
}

run "trusts_tokens_of_the_clusters_issuer_by_oidc" {
  command = plan

  variables {
    trust = "oidc"
  }

  assert {
    condition = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Condition.StringEquals == {
      "oidc.eks.ap-south-1.amazonaws.com/id/AB12:aud" = "sts.amazonaws.com"
      "oidc.eks.ap-south-1.amazonaws.com/id/AB12:sub" = "system:serviceaccount:superset:superset"
    }
    error_message = "Subject and audience are compared, and neither with a pattern."
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 0
    error_message = "IRSA needs no association."
  }
}

run "refuses_every_service_account_of_a_namespace" {
  command = plan

  variables {
    service_account = { namespace = "superset", name = "*" }
  }

  expect_failures = [var.service_account]
}

run "refuses_another_kind_of_trust" {
  command = plan

  variables {
    trust = "ec2"
  }

  expect_failures = [var.trust]
}

run "refuses_an_issuer_that_never_matches" {
  command = plan

  variables {
    cluster = {
      name              = "pai-risk-mlops-platform"
      arn               = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-platform"
      oidc_provider_arn = "arn:aws:iam::880170353725:oidc-provider/oidc.eks.ap-south-1.amazonaws.com/id/AB12"
      oidc_issuer       = "https://oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    }
  }

  expect_failures = [var.cluster]
}
