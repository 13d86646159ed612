# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

output "kms_key_arn" {
  description = "Key of queue and topic."
  value       = module.key.key_arn
}

output "queue_url" {
  description = "Queue that the operator reads."
  value       = module.events.queue_url
}

output "queue_arn" {
  description = "ARN of the operator's queue."
  value       = module.events.queue_arn
}

output "queue_name" {
  description = "Name of the operator's queue."
  value       = module.events.queue_name
}

output "dead_letter_queue_name" {
  description = "Queue of events that could not be worked off."
  value       = module.events.dead_letter_queue_name
}

output "topic_arn" {
  description = "Topic of the platform's alarms and of what the operator reports."
  value       = module.events.topic_arn
}

output "role_arn" {
  description = "Role of the operator."
  value       = module.role.role_arn
}
