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

run "derives_a_large_private_and_two_small_blocks_per_zone" {
  command = plan

  assert {
    condition = { for name, subnet in aws_subnet.this : name => subnet.cidr_block } == {
      private-ap-south-1a  = "10.20.0.0/18"
      private-ap-south-1b  = "10.20.64.0/18"
      private-ap-south-1c  = "10.20.128.0/18"
      public-ap-south-1a   = "10.20.192.0/22"
      public-ap-south-1b   = "10.20.196.0/22"
      public-ap-south-1c   = "10.20.200.0/22"
      isolated-ap-south-1a = "10.20.208.0/22"
      isolated-ap-south-1b = "10.20.212.0/22"
      isolated-ap-south-1c = "10.20.216.0/22"
    }
    error_message = "Private subnets take a quarter of the VPC each; public and isolated ones share the last quarter."
  }

  assert {
    condition     = alltrue([for name, subnet in aws_subnet.this : endswith(name, subnet.availability_zone)])
    error_message = "Each subnet lies in the zone that it is named after."
  }
}

run "keeps_the_blocks_of_two_zones_when_a_third_comes" {
  command = plan

  variables {
    azs = ["ap-south-1a", "ap-south-1b"]
  }

  assert {
    condition     = aws_subnet.this["isolated-ap-south-1b"].cidr_block == "10.20.212.0/22" && length(aws_subnet.this) == 6
    error_message = "A zone's blocks do not depend on how many zones follow it."
  }
}

run "takes_the_blocks_that_are_given" {
  command = plan

  variables {
    subnets = {
      public   = ["10.20.0.0/24", "10.20.1.0/24", "10.20.2.0/24"]
      private  = ["10.20.16.0/20", "10.20.32.0/20", "10.20.48.0/20"]
      isolated = ["10.20.3.0/24", "10.20.4.0/24", "10.20.5.0/24"]
    }
  }

  assert {
    condition     = aws_subnet.this["private-ap-south-1c"].cidr_block == "10.20.48.0/20"
    error_message = "Given blocks go to the zones in their order."
  }
}

run "rejects_overlapping_subnets" {
  command = plan

  variables {
    subnets = {
      public   = ["10.20.0.0/24", "10.20.1.0/24", "10.20.2.0/24"]
      private  = ["10.20.16.0/20", "10.20.32.0/20", "10.20.48.0/20"]
      isolated = ["10.20.3.0/24", "10.20.4.0/24", "10.20.31.0/24"]
    }
  }

  expect_failures = [var.subnets]
}

run "rejects_a_subnet_outside_the_vpc" {
  command = plan

  variables {
    subnets = {
      public   = ["10.20.0.0/24", "10.20.1.0/24", "10.21.2.0/24"]
      private  = ["10.20.16.0/20", "10.20.32.0/20", "10.20.48.0/20"]
      isolated = ["10.20.3.0/24", "10.20.4.0/24", "10.20.5.0/24"]
    }
  }

  expect_failures = [var.subnets]
}

run "rejects_a_subnet_that_is_no_block" {
  command = plan

  variables {
    subnets = {
      public   = ["10.20.0.0/24", "10.20.1.0/24", "10.20.2.0"]
      private  = ["10.20.16.0/20", "10.20.32.0/20", "10.20.48.0/20"]
      isolated = ["10.20.3.0/24", "10.20.4.0/24", "10.20.5.0/24"]
    }
  }

  expect_failures = [var.subnets]
}

run "rejects_a_tier_without_a_block_for_every_zone" {
  command = plan

  variables {
    subnets = {
      public   = ["10.20.0.0/24", "10.20.1.0/24"]
      private  = ["10.20.16.0/20", "10.20.32.0/20", "10.20.48.0/20"]
      isolated = ["10.20.3.0/24", "10.20.4.0/24", "10.20.5.0/24"]
    }
  }

  expect_failures = [var.subnets]
}

run "rejects_a_vpc_too_small_for_fleets" {
  command = plan

  variables {
    cidr = "10.20.0.0/22"
  }

  expect_failures = [var.cidr]
}

run "rejects_a_cidr_that_does_not_begin_at_its_network" {
  command = plan

  variables {
    cidr = "10.20.1.0/16"
  }

  expect_failures = [var.cidr]
}

run "rejects_a_zone_named_twice" {
  command = plan

  variables {
    azs = ["ap-south-1a", "ap-south-1a", "ap-south-1b"]
  }

  expect_failures = [var.azs]
}
