mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  public_zone         = "mlops.example.com"
  private_zone        = "mlops.internal"
  vpc_ids             = ["vpc-0123456789abcdef0"]
  certificate_domains = ["mlops.example.com"]
}

run "makes_one_public_and_one_private_zone" {
  command = plan

  assert {
    condition     = aws_route53_zone.public.name == "mlops.example.com" && length(aws_route53_zone.public.vpc) == 0
    error_message = "The public zone belongs to no VPC."
  }

  assert {
    condition     = one(aws_route53_zone.private.vpc) == { vpc_id = "vpc-0123456789abcdef0", vpc_region = "ap-south-1" }
    error_message = "The private zone is resolved by the VPC that was given."
  }
}

run "refuses_a_private_zone_without_a_vpc" {
  command = plan

  variables {
    vpc_ids = []
  }

  expect_failures = [var.vpc_ids]
}

run "refuses_one_name_for_both_zones" {
  command = plan

  variables {
    private_zone = "mlops.example.com"
  }

  expect_failures = [var.private_zone]
}

run "refuses_a_name_with_a_dot_at_its_end" {
  command = plan

  variables {
    public_zone         = "mlops.example.com."
    certificate_domains = ["mlops.example.com."]
  }

  expect_failures = [var.public_zone]
}
