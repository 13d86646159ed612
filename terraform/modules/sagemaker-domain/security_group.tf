locals {
  # Livy and Trino on the primaries of EMR clusters, which let this group in (client_security_group_ids of emr-cluster).
  cluster_ports = { livy = 8998, trino = 8889 }
}

# SageMaker adds two groups of its own for the home file system.
resource "aws_security_group" "this" {
  name        = var.name
  description = "Notebooks of ${var.name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS APIs, S3 and the package index"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "clusters" {
  for_each = local.cluster_ports

  security_group_id = aws_security_group.this.id
  description       = "Primaries of EMR clusters: ${each.key}"
  cidr_ipv4         = var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

# An app and its kernels talk on ports of this range, also on one instance: VpcOnly needs it within the group.
# https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html (read 2026-11)
resource "aws_vpc_security_group_ingress_rule" "kernels" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = aws_security_group.this.id
  description                  = "Apps and kernels"
  ip_protocol                  = "tcp"
  from_port                    = 8192
  to_port                      = 65535
}

resource "aws_vpc_security_group_egress_rule" "kernels" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = aws_security_group.this.id
  description                  = "Apps and kernels"
  ip_protocol                  = "tcp"
  from_port                    = 8192
  to_port                      = 65535
}
