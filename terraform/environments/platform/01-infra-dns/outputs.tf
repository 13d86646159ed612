# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "public_zone_id" {
  description = "Id of the public zone."
  value       = module.dns.public_zone_id
}

output "public_zone_name" {
  description = "Domain of the public zone."
  value       = module.dns.public_zone_name
}

output "public_name_servers" {
  description = "Name servers to which the parent domain delegates."
  value       = module.dns.public_name_servers
}

output "private_zone_id" {
  description = "Id of the private zone."
  value       = module.dns.private_zone_id
}

output "private_zone_name" {
  description = "Domain of the private zone."
  value       = module.dns.private_zone_name
}

output "certificate_arn" {
  description = "Certificate of the public zone and of every name below it."
  value       = module.dns.certificate_arn
}
