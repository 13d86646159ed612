locals {
  graviton = { for name, group in var.node_groups : name => can(regex("^[a-z]+[0-9]+g[a-z]*\\.", group.instance_types[0])) }
}

resource "aws_launch_template" "this" {
  for_each = var.node_groups

  name                   = "${var.name}-${each.key}"
  description            = "Nodes of group ${each.key} of ${var.name}"
  update_default_version = true

  # One hop: a pod without a role of its own must not fetch the node's.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = each.value.disk_gib
      encrypted             = "true"
      delete_on_termination = "true"
    }
  }

  dynamic "tag_specifications" {
    for_each = length(var.node_tags) == 0 ? [] : ["instance", "volume"]

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.node_tags, { Name = "${var.name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = var.node_groups

  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  version         = var.kubernetes_version
  capacity_type   = upper(each.value.capacity)
  instance_types  = each.value.instance_types
  ami_type        = local.graviton[each.key] ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD"
  labels          = merge(each.value.labels, { "haveli/capacity" = each.value.capacity })

  launch_template {
    id      = aws_launch_template.this[each.key].id
    version = aws_launch_template.this[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min
    max_size     = each.value.max
    desired_size = max(each.value.min, 1)
  }

  update_config {
    max_unavailable = 1
  }

  node_repair_config {
    enabled = true
  }

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.key
      value  = taint.value
      effect = "NO_SCHEDULE"
    }
  }

  # The autoscaler sets the size from here on.
  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  # A node is ready only when it has its network, and on destroy its role must outlive it.
  depends_on = [
    aws_eks_addon.before_nodes,
    aws_iam_role_policy_attachment.node,
  ]
}
