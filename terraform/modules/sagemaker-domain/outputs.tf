output "domain_id" {
  description = "Id of the domain (d-...)."
  value       = aws_sagemaker_domain.this.id
}

output "domain_arn" {
  description = "ARN of the domain."
  value       = aws_sagemaker_domain.this.arn
}

output "domain_url" {
  description = "Address of the domain."
  value       = aws_sagemaker_domain.this.url
}

output "home_file_system_id" {
  description = "File system with the home directories of all users."
  value       = aws_sagemaker_domain.this.home_efs_file_system_id
}

output "security_group_id" {
  description = "Security group of all notebooks, to be let in by clusters."
  value       = aws_security_group.this.id
}

output "lifecycle_config_arn" {
  description = "Lifecycle configuration that installs the analytics extension when JupyterLab starts."
  value       = aws_sagemaker_studio_lifecycle_config.analytics.arn
}

output "kms_key_arn" {
  description = "Key of the home file system and of the disks of notebooks, which the roles of users must be allowed to use."
  value       = var.kms_key_arn
}

output "model_package_group_arns" {
  description = "ARN of each model package group."
  value       = { for name, group in aws_sagemaker_model_package_group.this : name => group.arn }
}

output "lifecycle_config_name" {
  description = "Name of that configuration, which changes with what it says."
  value       = aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_name
}
