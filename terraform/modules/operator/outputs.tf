output "queue_url" {
  description = "Queue that the operator reads."
  value       = aws_sqs_queue.events.url
}

output "queue_arn" {
  description = "ARN of the queue, for the operator's role."
  value       = aws_sqs_queue.events.arn
}

output "queue_name" {
  description = "Name of the queue, by which CloudWatch's metrics know it."
  value       = aws_sqs_queue.events.name
}

output "dead_letter_queue_name" {
  description = "Queue of events that the operator could not work off, by which CloudWatch's metrics know it."
  value       = aws_sqs_queue.dead.name
}

output "topic_arn" {
  description = "Topic of the platform's alarms and of what the operator reports."
  value       = aws_sns_topic.alarms.arn
}
