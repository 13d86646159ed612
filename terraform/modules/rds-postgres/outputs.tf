output "instance_id" {
  description = "Identifier of the instance, by which CloudWatch's metrics know it."
  value       = aws_db_instance.this.identifier
}

output "instance_arn" {
  description = "ARN of the instance."
  value       = aws_db_instance.this.arn
}

output "resource_id" {
  description = "Resource id (db-...), which stands in the ARNs of database users that sign in by IAM."
  value       = aws_db_instance.this.resource_id
}

output "address" {
  description = "Host name of the instance, the same after a failover."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the instance."
  value       = aws_db_instance.this.port
}

output "database_name" {
  description = "Database that was created with the instance."
  value       = aws_db_instance.this.db_name
}

output "master_secret_arn" {
  description = "Secret with the master password, which RDS makes and rotates. The password itself is in no state."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "security_group_id" {
  description = "Security group of the instance."
  value       = aws_security_group.this.id
}

output "final_snapshot_name" {
  description = "Name of the snapshot that a deletion leaves."
  value       = aws_db_instance.this.final_snapshot_identifier
}
