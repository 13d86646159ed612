# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of home directories and disks."
  value       = module.key.key_arn
}

output "domain_id" {
  description = "Id of the domain."
  value       = module.domain.domain_id
}

output "domain_url" {
  description = "Address of the domain."
  value       = module.domain.domain_url
}

output "security_group_id" {
  description = "Security group of all notebooks."
  value       = module.domain.security_group_id
}

output "lifecycle_config_arn" {
  description = "Lifecycle configuration that installs the analytics extension."
  value       = module.domain.lifecycle_config_arn
}

output "home_file_system_id" {
  description = "File system with the home directories of all users."
  value       = module.domain.home_file_system_id
}
