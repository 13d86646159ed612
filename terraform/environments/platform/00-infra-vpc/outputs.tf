# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "vpc_id" {
  description = "Id of the VPC."
  value       = module.vpc.vpc_id
}

output "cidr" {
  description = "IPv4 block of the VPC."
  value       = module.vpc.cidr
}

output "azs" {
  description = "Zones, in the order of the lists of subnets."
  value       = module.vpc.azs
}

output "public_subnet_ids" {
  description = "Subnets of load balancers and NAT gateways, one per zone."
  value       = module.vpc.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Subnets of EMR, EKS and SageMaker, one per zone."
  value       = module.vpc.private_subnet_ids
}

output "isolated_subnet_ids" {
  description = "Subnets of databases, one per zone."
  value       = module.vpc.isolated_subnet_ids
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, one per zone."
  value       = module.vpc.private_route_table_ids
}

output "s3_endpoint_id" {
  description = "Gateway endpoint through which the VPC reaches S3."
  value       = module.vpc.s3_endpoint_id
}

output "endpoint_security_group_id" {
  description = "Security group for interface endpoints."
  value       = module.vpc.endpoint_security_group_id
}

output "nat_public_ips" {
  description = "Addresses from which the private subnets appear on the internet."
  value       = module.vpc.nat_public_ips
}
