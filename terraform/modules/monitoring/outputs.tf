output "alarm_arns" {
  description = "ARN of each alarm by the last part of its name."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
}

output "composite_alarm_arn" {
  description = "ARN of the alarm that rings while any of them does: one answer for the whole."
  value       = aws_cloudwatch_composite_alarm.any.arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
