locals {
  # Three quarters of the VPC are private, a quarter per zone: fleets and pods live there, and a fleet whose subnet has no
  # address left is suspended. The last quarter holds public subnets, then isolated ones, then eight blocks for later.
  derived_subnets = {
    private  = [for i in range(length(var.azs)) : cidrsubnet(var.cidr, 2, i)]
    public   = [for i in range(length(var.azs)) : cidrsubnet(var.cidr, 6, 48 + i)]
    isolated = [for i in range(length(var.azs)) : cidrsubnet(var.cidr, 6, 52 + i)]
  }

  subnets = merge([
    for tier, blocks in var.subnets == null ? local.derived_subnets : var.subnets : {
      for i, az in var.azs : "${tier}-${az}" => { tier = tier, az = az, cidr = blocks[i] }
    }
  ]...)

  # Load balancers find their subnets by the first two tags; EMR's managed policy v2 launches only into subnets with the last.
  tier_tags = {
    public = { "kubernetes.io/role/elb" = "1" }
    private = {
      "kubernetes.io/role/internal-elb"          = "1"
      "for-use-with-amazon-emr-managed-policies" = "true"
    }
    isolated = {}
  }
}

data "aws_region" "current" {}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# Every network interface without a group of its own gets the default one, so it lets nothing in or out. The empty sets are
# written down because rules that the configuration does not mention are left in place.
resource "aws_default_security_group" "this" {
  vpc_id  = aws_vpc.this.id
  ingress = []
  egress  = []

  tags = { Name = "${var.name}-default-closed" }
}

resource "aws_subnet" "this" {
  for_each = local.subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.value.az
  cidr_block        = each.value.cidr

  tags = merge(local.tier_tags[each.value.tier], { Name = "${var.name}-${each.key}" })
}
