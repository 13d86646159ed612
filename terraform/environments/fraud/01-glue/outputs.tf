# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "database_names" {
  description = "Names of the databases."
  value       = module.databases.database_names
}

output "database_arns" {
  description = "ARN of each database by its name."
  value       = module.databases.database_arns
}
