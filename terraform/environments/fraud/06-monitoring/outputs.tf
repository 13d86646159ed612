# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "alarm_arns" {
  description = "ARN of each alarm."
  value       = module.monitoring.alarm_arns
}

output "composite_alarm_arn" {
  description = "Alarm that rings while any of them does."
  value       = module.monitoring.composite_alarm_arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.monitoring.dashboard_name
}
