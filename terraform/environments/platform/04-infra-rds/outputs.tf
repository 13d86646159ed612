# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of the database and of its master password."
  value       = module.key.key_arn
}

output "instance_id" {
  description = "Identifier of the instance."
  value       = module.database.instance_id
}

output "resource_id" {
  description = "Resource id, which stands in the ARNs of database users."
  value       = module.database.resource_id
}

output "address" {
  description = "Host name of the instance."
  value       = module.database.address
}

output "port" {
  description = "Port of the instance."
  value       = module.database.port
}

output "database_name" {
  description = "Superset's database."
  value       = module.database.database_name
}

output "master_secret_arn" {
  description = "Secret with the master password."
  value       = module.database.master_secret_arn
}

output "security_group_id" {
  description = "Security group of the instance."
  value       = module.database.security_group_id
}
