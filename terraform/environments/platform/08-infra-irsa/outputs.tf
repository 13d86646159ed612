# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "argocd_role_arn" {
  description = "Role of argocd-repo-server."
  value       = module.argocd_role.role_arn
}

output "aws_load_balancer_controller_role_arn" {
  description = "Role of aws-load-balancer-controller."
  value       = module.aws_load_balancer_controller_role.role_arn
}

output "external_secrets_role_arn" {
  description = "Role of external-secrets."
  value       = module.external_secrets_role.role_arn
}

output "superset_role_arn" {
  description = "Role of superset."
  value       = module.superset_role.role_arn
}
