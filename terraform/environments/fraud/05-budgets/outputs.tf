# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "production_budget_name" {
  description = "Name of the production budget."
  value       = module.production_budget.budget_name
}

output "production_topic_arn" {
  description = "Topic of the alerts of the production budget."
  value       = module.production_budget.topic_arn
}

output "staging_budget_name" {
  description = "Name of the staging budget."
  value       = module.staging_budget.budget_name
}

output "staging_topic_arn" {
  description = "Topic of the alerts of the staging budget."
  value       = module.staging_budget.topic_arn
}
