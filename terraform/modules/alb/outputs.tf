output "load_balancer_arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "load_balancer_suffix" {
  description = "Last part of the load balancer's ARN, by which CloudWatch's metrics know it."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Name that AWS gives to the load balancer."
  value       = aws_lb.this.dns_name
}

output "host_names" {
  description = "Host name of each application."
  value       = local.host_names
}

output "target_group_arns" {
  description = "Target group of each application, for its TargetGroupBinding."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
}

output "target_group_suffixes" {
  description = "Last part of each target group's ARN, by which CloudWatch's metrics know it."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn_suffix }
}

output "security_group_id" {
  description = "Security group of the load balancer, to be let in by nodes."
  value       = aws_security_group.this.id
}

output "web_acl_name" {
  description = "Name of the web ACL, by which CloudWatch's metrics know it."
  value       = aws_wafv2_web_acl.this.name
}

output "priorities" {
  description = "Priority of each application's rule, which follows from its name alone."
  value       = local.priorities
}
