# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "bucket_name" {
  description = "Name of the state bucket."
  value       = module.state_bucket.bucket_name
}

output "bucket_arn" {
  description = "ARN of the state bucket."
  value       = module.state_bucket.bucket_arn
}
