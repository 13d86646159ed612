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

run "routes_public_subnets_alone_to_the_internet" {
  assert {
    condition     = aws_route.internet.route_table_id == aws_route_table.public.id && aws_route.internet.gateway_id == aws_internet_gateway.this.id
    error_message = "The public route table leads to the internet gateway."
  }

  assert {
    condition = alltrue([
      for name, association in aws_route_table_association.this : association.route_table_id == (
        startswith(name, "public-") ? aws_route_table.public.id :
        startswith(name, "isolated-") ? aws_route_table.isolated.id :
        aws_route_table.private[trimprefix(name, "private-")].id
      )
    ])
    error_message = "Each subnet has the route table of its tier, and a private one that of its zone."
  }

  assert {
    condition     = !contains([for route in concat([aws_route.internet], values(aws_route.nat)) : route.route_table_id], aws_route_table.isolated.id)
    error_message = "Isolated subnets have no route out of the VPC."
  }
}

run "reaches_s3_from_every_tier_without_nat" {
  assert {
    condition = toset(aws_vpc_endpoint.s3.route_table_ids) == toset(concat(
      [aws_route_table.public.id, aws_route_table.isolated.id],
      [for table in aws_route_table.private : table.id],
    ))
    error_message = "The gateway endpoint is in every route table."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.service_name == "com.amazonaws.ap-south-1.s3" && aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway"
    error_message = "The endpoint is S3's gateway endpoint of the region, which costs nothing."
  }
}

run "gives_public_addresses_to_no_instance" {
  command = plan

  assert {
    condition     = alltrue([for subnet in aws_subnet.this : coalesce(subnet.map_public_ip_on_launch, false) == false])
    error_message = "Instances get no public address, in public subnets neither."
  }
}

run "lists_subnets_in_the_order_of_the_zones" {
  variables {
    azs = ["ap-south-1c", "ap-south-1a", "ap-south-1b"]
  }

  assert {
    condition = output.private_subnet_ids == [
      aws_subnet.this["private-ap-south-1c"].id, aws_subnet.this["private-ap-south-1a"].id, aws_subnet.this["private-ap-south-1b"].id,
    ]
    error_message = "Outputs follow the order of azs, whatever the zones' names."
  }
}
