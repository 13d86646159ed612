# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "instance_role_arn" {
  description = "Role of the tenant's instances."
  value       = module.instance_role.instance_role_arn
}

output "instance_profile_arn" {
  description = "Instance profile of the tenant's instances."
  value       = module.instance_role.instance_profile_arn
}

output "studio_role_arn" {
  description = "Role of the tenant's notebooks."
  value       = module.studio_role.role_arn
}

output "model_package_group_arn" {
  description = "Group of the versions of the tenant's models."
  value       = module.studio_role.model_package_group_arn
}
