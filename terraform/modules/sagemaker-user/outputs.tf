output "role_arn" {
  description = "ARN of the execution role, or null."
  value       = one(aws_iam_role.this[*].arn)
}

output "role_name" {
  description = "Name of the execution role, or null."
  value       = one(aws_iam_role.this[*].name)
}

output "model_package_group_arn" {
  description = "ARN of the tenant's model package group, or null."
  value       = one(aws_sagemaker_model_package_group.this[*].arn)
}

output "profile_arns" {
  description = "ARN of each user profile by its name."
  value       = { for name, profile in aws_sagemaker_user_profile.this : name => profile.arn }
}
