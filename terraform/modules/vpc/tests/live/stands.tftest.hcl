# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it costs three NAT gateways for minutes.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name = "pai-risk-mlops-live-shared-vpc"
  cidr = "10.99.0.0/16"
  azs  = ["ap-south-1a", "ap-south-1b", "ap-south-1c"]
  nat  = "single"
}

run "stands" {
  assert {
    condition     = length(output.nat_public_ips) == 1 && length(distinct(output.private_subnet_ids)) == 3
    error_message = "Three private subnets leave by one address."
  }
}

run "gives_each_zone_its_nat_gateway_and_keeps_the_first" {
  variables {
    nat = "per_zone"
  }

  assert {
    condition     = contains(output.nat_public_ips, run.stands.nat_public_ips[0]) && length(output.nat_public_ips) == 3
    error_message = "The address that others have on their lists stays."
  }

  assert {
    condition     = output.private_route_table_ids == run.stands.private_route_table_ids
    error_message = "Routes move, route tables stay."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    nat = "per_zone"
  }

  assert {
    condition     = output.vpc_id == run.stands.vpc_id && output.s3_endpoint_id == run.stands.s3_endpoint_id
    error_message = "A second plan replaces nothing."
  }
}
