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

run "gives_each_zone_a_nat_gateway_of_its_own" {
  assert {
    condition     = toset(keys(aws_nat_gateway.this)) == toset(var.azs)
    error_message = "per_zone makes one gateway per zone."
  }

  assert {
    condition     = alltrue([for az, route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this[az].id])
    error_message = "Each zone leaves by its own gateway, so that the loss of a zone costs that zone only."
  }

  assert {
    condition     = alltrue([for az, gateway in aws_nat_gateway.this : gateway.subnet_id == aws_subnet.this["public-${az}"].id])
    error_message = "A NAT gateway stands in its zone's public subnet."
  }
}

run "shares_one_nat_gateway" {
  variables {
    nat = "single"
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["ap-south-1a"]
    error_message = "single makes one gateway, in the first zone."
  }

  assert {
    condition     = length(aws_route.nat) == 3 && length(distinct([for route in aws_route.nat : route.nat_gateway_id])) == 1
    error_message = "All zones leave by that gateway."
  }
}

run "makes_no_nat_gateway" {
  command = plan

  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_eip.nat) + length(aws_route.nat) == 0
    error_message = "none makes no gateway, no address and no route."
  }
}

run "rejects_another_word" {
  command = plan

  variables {
    nat = "two"
  }

  expect_failures = [var.nat]
}
