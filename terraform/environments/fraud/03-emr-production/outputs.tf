# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "cluster_id" {
  description = "Id of the cluster; it changes at every park and up."
  value       = module.cluster.cluster_id
}

output "cluster_name" {
  description = "Name of the cluster, which never changes."
  value       = module.cluster.cluster_name
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = module.cluster.cluster_arn
}

output "primary_dns" {
  description = "DNS name of the primary, where Livy and Trino listen."
  value       = module.cluster.primary_dns
}

output "host_name" {
  description = "Name of the primary that stays through every park and up."
  value       = module.cluster.host_name
}

output "task_fleet_id" {
  description = "Id of the task fleet, which the operator resizes."
  value       = module.cluster.task_fleet_id
}

output "primary_security_group_id" {
  description = "Security group of the primaries."
  value       = module.cluster.primary_security_group_id
}

output "worker_security_group_id" {
  description = "Security group of core and task nodes."
  value       = module.cluster.worker_security_group_id
}

output "security_configuration_name" {
  description = "Security configuration, which Studio must be allowed to read."
  value       = module.cluster.security_configuration_name
}
