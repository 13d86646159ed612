mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  name = "pai-risk-mlops-platform-shared-vpc"
  cidr = "10.20.0.0/16"
  azs  = ["ap-south-1a", "ap-south-1b", "ap-south-1c"]
}

run "strips_the_default_security_group" {
  assert {
    condition     = aws_default_security_group.this.vpc_id == aws_vpc.this.id
    error_message = "The default group of this VPC is taken over."
  }

  assert {
    condition     = length(aws_default_security_group.this.ingress) + length(aws_default_security_group.this.egress) == 0
    error_message = "The default group has no rule, in or out."
  }
}

run "lets_only_https_from_the_vpc_to_endpoints" {
  assert {
    condition = [
      aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4, aws_vpc_security_group_ingress_rule.endpoints.ip_protocol,
      tostring(aws_vpc_security_group_ingress_rule.endpoints.from_port), tostring(aws_vpc_security_group_ingress_rule.endpoints.to_port),
    ] == ["10.20.0.0/16", "tcp", "443", "443"]
    error_message = "Interface endpoints answer HTTPS to the VPC's addresses only."
  }
}

run "tags_private_subnets_for_emr_and_internal_load_balancers" {
  command = plan

  assert {
    condition = alltrue([
      for name, subnet in aws_subnet.this :
      lookup(subnet.tags, "for-use-with-amazon-emr-managed-policies", "") == (startswith(name, "private-") ? "true" : "")
    ])
    error_message = "EMR launches into private subnets, and only into those."
  }

  assert {
    condition     = aws_subnet.this["public-ap-south-1a"].tags["kubernetes.io/role/elb"] == "1"
    error_message = "Internet-facing load balancers find the public subnets by their tag."
  }

  assert {
    condition     = aws_subnet.this["private-ap-south-1a"].tags["kubernetes.io/role/internal-elb"] == "1"
    error_message = "Internal load balancers find the private subnets by their tag."
  }
}
