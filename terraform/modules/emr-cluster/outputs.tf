output "cluster_id" {
  description = "Id of the cluster (j-...). It changes at every park and up: find the cluster by its name or tags."
  value       = aws_emr_cluster.this.id
}

output "cluster_name" {
  description = "Name of the cluster, the same through every park and up."
  value       = aws_emr_cluster.this.name
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_emr_cluster.this.arn
}

output "primary_dns" {
  description = "DNS name of the primary, where Livy (8998) and Trino (8889) listen."
  value       = aws_emr_cluster.this.master_public_dns
}

output "host_name" {
  description = "Name of the primary that stays through every park and up, or null."
  value       = one(aws_route53_record.primary[*].name)
}

output "task_fleet_id" {
  description = "Id of the task fleet, which the operator resizes."
  value       = aws_emr_instance_fleet.task.id
}

output "primary_security_group_id" {
  description = "Security group of the primaries, for rules that let further clients in."
  value       = aws_security_group.primary.id
}

output "worker_security_group_id" {
  description = "Security group of core and task nodes."
  value       = aws_security_group.worker.id
}

output "service_security_group_id" {
  description = "Security group of EMR's own interface in the subnet."
  value       = aws_security_group.service.id
}

output "security_configuration_name" {
  description = "Name of the security configuration, which Studio must be allowed to read."
  value       = aws_emr_security_configuration.this.name
}
