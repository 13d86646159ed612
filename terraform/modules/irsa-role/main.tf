locals {
  trust = {
    # The tags are those of a pod's session: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11)
    pod_identity = {
      Sid       = "OneServiceAccount"
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/eks-cluster-arn"            = var.cluster.arn
          "aws:RequestTag/kubernetes-namespace"       = var.service_account.namespace
          "aws:RequestTag/kubernetes-service-account" = var.service_account.name
        }
      }
    }
    # Both conditions: without the audience a token that was made for another party would do.
    oidc = {
      Sid       = "OneServiceAccount"
      Effect    = "Allow"
      Principal = { Federated = var.cluster.oidc_provider_arn }
      Action    = ["sts:AssumeRoleWithWebIdentity"]
      Condition = {
        StringEquals = {
          "${var.cluster.oidc_issuer}:aud" = "sts.amazonaws.com"
          "${var.cluster.oidc_issuer}:sub" = "system:serviceaccount:${var.service_account.namespace}:${var.service_account.name}"
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name        = var.name
  description = var.description

  # As texts and back, because the two have different shapes and a conditional has one.
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [jsondecode({ for kind, statement in local.trust : kind => jsonencode(statement) }[var.trust])]
  })
}

resource "aws_iam_role_policy" "this" {
  count = length(var.statements) == 0 ? 0 : 1

  name = "statements"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for name, statement in var.statements : {
        for part, value in {
          Sid       = name
          Effect    = "Allow"
          Action    = statement.actions
          Resource  = statement.resources
          Condition = length(statement.conditions) == 0 ? null : statement.conditions
        } : part => value if value != null
      }
    ]
  })
}

resource "aws_eks_pod_identity_association" "this" {
  count = var.trust == "pod_identity" ? 1 : 0

  cluster_name    = var.cluster.name
  namespace       = var.service_account.namespace
  service_account = var.service_account.name
  role_arn        = aws_iam_role.this.arn
}
