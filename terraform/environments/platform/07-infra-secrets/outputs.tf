# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of secrets and images."
  value       = module.key.key_arn
}

output "secret_arns" {
  description = "ARN of each secret by its name."
  value       = module.secrets.secret_arns
}

output "repository_urls" {
  description = "Address of each repository of images by its name."
  value       = module.images.repository_urls
}

output "repository_arns" {
  description = "ARN of each repository of images by its name."
  value       = module.images.repository_arns
}
