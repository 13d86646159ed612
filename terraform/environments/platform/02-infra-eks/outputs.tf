# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of Kubernetes secrets and of the logs."
  value       = module.key.key_arn
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = module.cluster.cluster_name
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = module.cluster.cluster_arn
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.cluster_endpoint
}

output "cluster_certificate_authority" {
  description = "Certificate by which clients know the API, in base64."
  value       = module.cluster.cluster_certificate_authority
}

output "cluster_security_group_id" {
  description = "Security group of the control plane and of all nodes."
  value       = module.cluster.cluster_security_group_id
}

output "oidc_provider_arn" {
  description = "Provider that trusts the cluster's service accounts."
  value       = module.cluster.oidc_provider_arn
}

output "oidc_issuer" {
  description = "Issuer of service account tokens, without https://."
  value       = module.cluster.oidc_issuer
}

output "node_role_arn" {
  description = "Role of all nodes."
  value       = module.cluster.node_role_arn
}
