output "service_role_arn" {
  description = "Role for `service_role_arn` of emr-cluster; null when none is made. Known once its policies are attached."
  value       = one(aws_iam_role.service[*].arn)

  depends_on = [aws_iam_role_policy.service, aws_iam_role_policy_attachment.service]
}

output "instance_role_arn" {
  description = "Role of the tenant's instances, for policies of keys and buckets; null when none is made."
  value       = one(aws_iam_role.instance[*].arn)
}

output "instance_profile_arn" {
  description = "Profile for `instance_profile_arn` of emr-cluster; null when none is made. Known once its role's policies are attached."
  value       = one(aws_iam_instance_profile.instance[*].arn)

  depends_on = [aws_iam_role_policy.instance_catalog, aws_iam_role_policy.instance_storage]
}
