# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of the tenant's data, disks and alarms."
  value       = module.key.key_arn
}

output "data_bucket_name" {
  description = "Bucket of the lake's tables."
  value       = module.data_bucket.bucket_name
}

output "data_bucket_arn" {
  description = "ARN of the bucket of the lake's tables."
  value       = module.data_bucket.bucket_arn
}

output "artifacts_bucket_name" {
  description = "Bucket of models, code and scratch space."
  value       = module.artifacts_bucket.bucket_name
}

output "artifacts_bucket_arn" {
  description = "ARN of the artifacts' bucket."
  value       = module.artifacts_bucket.bucket_arn
}
