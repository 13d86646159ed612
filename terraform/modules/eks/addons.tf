locals {
  # Without these a node does not become ready, so they come first; the others need a node to run on.
  addons_before_nodes = {
    eks-pod-identity-agent = { configuration = null, role = {} }
    kube-proxy             = { configuration = null, role = {} }
    vpc-cni = {
      # The address prefixes let a node have more pods; the network policy agent is what enforces NetworkPolicy.
      configuration = jsonencode({
        enableNetworkPolicy = "true"
        env                 = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" }
      })
      role = { aws-node = aws_iam_role.addon["vpc-cni"].arn }
    }
  }

  addons_after_nodes = {
    aws-ebs-csi-driver = {
      configuration = null
      role          = { ebs-csi-controller-sa = aws_iam_role.addon["aws-ebs-csi-driver"].arn }
    }
    coredns = {
      configuration = jsonencode({ replicaCount = 2 })
      role          = {}
    }
  }
}

resource "aws_eks_addon" "before_nodes" {
  for_each = local.addons_before_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  configuration_values        = each.value.configuration
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.value.role

    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }
}

resource "aws_eks_addon" "after_nodes" {
  for_each = local.addons_after_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  configuration_values        = each.value.configuration
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.value.role

    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }

  depends_on = [aws_eks_node_group.this]
}
