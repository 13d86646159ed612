# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of bootstrap scripts and logs."
  value       = module.key.key_arn
}

output "service_role_arn" {
  description = "Role that EMR assumes."
  value       = module.service_role.service_role_arn
}

output "bootstrap_bucket_name" {
  description = "Bucket of bootstrap scripts."
  value       = module.bootstrap_bucket.bucket_name
}

output "bootstrap_bucket_arn" {
  description = "ARN of the bucket of bootstrap scripts."
  value       = module.bootstrap_bucket.bucket_arn
}

output "logs_bucket_name" {
  description = "Bucket of logs of clusters."
  value       = module.logs_bucket.bucket_name
}

output "logs_bucket_arn" {
  description = "ARN of the bucket of logs of clusters."
  value       = module.logs_bucket.bucket_arn
}
