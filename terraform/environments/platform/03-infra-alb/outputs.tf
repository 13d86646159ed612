# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "load_balancer_arn" {
  description = "ARN of the load balancer."
  value       = module.alb.load_balancer_arn
}

output "load_balancer_suffix" {
  description = "Last part of its ARN, by which metrics know it."
  value       = module.alb.load_balancer_suffix
}

output "dns_name" {
  description = "Name that AWS gives to it."
  value       = module.alb.dns_name
}

output "host_names" {
  description = "Host name of each application."
  value       = module.alb.host_names
}

output "target_group_arns" {
  description = "Target group of each application, for its TargetGroupBinding."
  value       = module.alb.target_group_arns
}

output "target_group_suffixes" {
  description = "Last part of each target group's ARN, by which metrics know it."
  value       = module.alb.target_group_suffixes
}

output "security_group_id" {
  description = "Security group of the load balancer."
  value       = module.alb.security_group_id
}

output "web_acl_name" {
  description = "Name of the web ACL, by which metrics know it."
  value       = module.alb.web_acl_name
}
