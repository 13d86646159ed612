# All three groups are this module's own. EMR writes rules that refer to each other into groups that it manages, and then
# neither can be destroyed: https://github.com/hashicorp/terraform-provider-aws/issues/1454

locals {
  livy_port  = 8998
  trino_port = 8889

  emr_tags = { "for-use-with-amazon-emr-managed-policies" = "true" }

  members = {
    primary = aws_security_group.primary.id
    worker  = aws_security_group.worker.id
  }

  # Every node talks to every node on ports that the applications choose.
  member_pairs = { for pair in setproduct(keys(local.members), keys(local.members)) : "${pair[0]}-to-${pair[1]}" => { from = pair[0], to = pair[1] } }

  client_ports = merge([
    for client, group in var.client_security_group_ids : {
      "${client}-livy"  = { group = group, port = local.livy_port }
      "${client}-trino" = { group = group, port = local.trino_port }
    }
  ]...)
}

data "aws_region" "current" {}

data "aws_prefix_list" "s3" {
  name = "com.amazonaws.${data.aws_region.current.region}.s3"
}

resource "aws_security_group" "primary" {
  name        = "${var.name}-primary"
  description = "Primaries of ${var.name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true

  tags = local.emr_tags
}

resource "aws_security_group" "worker" {
  name        = "${var.name}-worker"
  description = "Core and task nodes of ${var.name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true

  tags = local.emr_tags
}

resource "aws_security_group" "service" {
  name        = "${var.name}-service"
  description = "Interface of EMR in the subnet of ${var.name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true

  tags = local.emr_tags
}

resource "aws_vpc_security_group_ingress_rule" "members" {
  for_each = local.member_pairs

  security_group_id            = local.members[each.value.to]
  referenced_security_group_id = local.members[each.value.from]
  description                  = "From ${each.value.from} nodes"
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "members" {
  for_each = local.member_pairs

  security_group_id            = local.members[each.value.from]
  referenced_security_group_id = local.members[each.value.to]
  description                  = "To ${each.value.to} nodes"
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = local.client_ports

  security_group_id            = aws_security_group.primary.id
  referenced_security_group_id = each.value.group
  description                  = "Client ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = local.members

  security_group_id = each.value
  description       = "AWS APIs and S3"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# Amazon Linux takes its packages from S3 by plain HTTP, signed.
resource "aws_vpc_security_group_egress_rule" "packages" {
  for_each = local.members

  security_group_id = each.value
  description       = "Package repositories on S3"
  prefix_list_id    = data.aws_prefix_list.s3.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# EMR's control plane: it calls the nodes on 8443, the primaries report back on 9443.
resource "aws_vpc_security_group_ingress_rule" "service" {
  for_each = local.members

  security_group_id            = each.value
  referenced_security_group_id = aws_security_group.service.id
  description                  = "Control plane of EMR"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
}

resource "aws_vpc_security_group_egress_rule" "service" {
  for_each = local.members

  security_group_id            = aws_security_group.service.id
  referenced_security_group_id = each.value
  description                  = "Control plane to ${each.key} nodes"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
}

resource "aws_vpc_security_group_ingress_rule" "to_service" {
  security_group_id            = aws_security_group.service.id
  referenced_security_group_id = aws_security_group.primary.id
  description                  = "Primaries report to the control plane"
  ip_protocol                  = "tcp"
  from_port                    = 9443
  to_port                      = 9443
}

resource "aws_vpc_security_group_egress_rule" "to_service" {
  security_group_id            = aws_security_group.primary.id
  referenced_security_group_id = aws_security_group.service.id
  description                  = "Report to the control plane"
  ip_protocol                  = "tcp"
  from_port                    = 9443
  to_port                      = 9443
}
