# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "profile_arns" {
  description = "ARN of each user profile by its name."
  value       = module.studio.profile_arns
}
