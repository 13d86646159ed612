output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "IPv4 block of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "azs" {
  description = "Zones, in the order of every list of subnets below."
  value       = var.azs
}

output "public_subnet_ids" {
  description = "Subnets routed to the internet gateway, for load balancers and NAT gateways; one per zone."
  value       = [for az in var.azs : aws_subnet.this["public-${az}"].id]
}

output "private_subnet_ids" {
  description = "Subnets routed out through NAT, for EMR, EKS and SageMaker; one per zone."
  value       = [for az in var.azs : aws_subnet.this["private-${az}"].id]
}

output "isolated_subnet_ids" {
  description = "Subnets without any route out of the VPC but to S3, for databases; one per zone."
  value       = [for az in var.azs : aws_subnet.this["isolated-${az}"].id]
}

output "public_route_table_id" {
  description = "Route table of all public subnets."
  value       = aws_route_table.public.id
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets; one per zone."
  value       = [for az in var.azs : aws_route_table.private[az].id]
}

output "isolated_route_table_id" {
  description = "Route table of all isolated subnets."
  value       = aws_route_table.isolated.id
}

output "s3_endpoint_id" {
  description = "Gateway endpoint through which every tier reaches S3, for bucket policies with aws:SourceVpce."
  value       = aws_vpc_endpoint.s3.id
}

output "endpoint_security_group_id" {
  description = "Security group for interface endpoints: TCP 443 from the VPC's addresses, nothing out."
  value       = aws_security_group.endpoints.id
}

output "nat_public_ips" {
  description = "Addresses from which the private subnets appear on the internet, for allow-lists of others."
  value       = [for eip in aws_eip.nat : eip.public_ip]
}
