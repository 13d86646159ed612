output "budget_name" {
  description = "Name of the budget."
  value       = aws_budgets_budget.this.name
}

output "budget_arn" {
  description = "ARN of the budget."
  value       = aws_budgets_budget.this.arn
}

output "topic_arn" {
  description = "Topic on which the budget and others that watch its cost raise the alarm."
  value       = aws_sns_topic.this.arn
}
