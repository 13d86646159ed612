output "cluster_name" {
  description = "Name of the cluster. Known once its nodes and addons run, so that nothing is installed before."
  value       = aws_eks_cluster.this.name

  depends_on = [aws_eks_addon.before_nodes, aws_eks_addon.after_nodes, aws_eks_node_group.this]
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.this.endpoint
}

output "cluster_certificate_authority" {
  description = "Certificate by which clients know the API, in base64. It is public."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "cluster_security_group_id" {
  description = "Security group that EKS gives to the control plane and to all nodes: the one to let in elsewhere."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "oidc_provider_arn" {
  description = "ARN of the provider that trusts the cluster's service accounts, for IRSA."
  value       = aws_iam_openid_connect_provider.this.arn
}

output "oidc_issuer" {
  description = "Issuer of service account tokens without `https://`, as it stands in the conditions of trust policies."
  value       = trimprefix(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://")
}

output "node_role_arn" {
  description = "Role of all nodes."
  value       = aws_iam_role.node.arn
}
