# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "trail_arn" {
  description = "ARN of the trail."
  value       = module.trail.trail_arn
}

output "bucket_name" {
  description = "Bucket of the trail's files."
  value       = module.trail.bucket_name
}

output "bucket_arn" {
  description = "ARN of the bucket of the trail's files."
  value       = module.trail.bucket_arn
}

output "kms_key_arn" {
  description = "Key of the trail's files."
  value       = module.trail.kms_key_arn
}
