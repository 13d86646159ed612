variable "name" {
  description = "Name of the queue and of the topic, and the beginning of the rules' names: `pai-risk-mlops-platform-shared-operator`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,46}$", var.name))
    error_message = "name has 3 to 46 letters, digits and hyphens, so that the names of EventBridge rules stay within 64."
  }
}

variable "cluster_name_prefix" {
  description = "Beginning of the names of the EMR clusters whose changes matter: `pai-risk-mlops-`. Clusters of others are not heard."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*-$", var.cluster_name_prefix))
    error_message = "cluster_name_prefix ends in a hyphen, so that it is the product's whole name."
  }
}

variable "kms_key_arn" {
  description = "Key of queue and topic. Its policy must let `events.amazonaws.com` and `cloudwatch.amazonaws.com` use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID); neither service can use alias/aws/sqs."
  }
}

variable "emails" {
  description = "Addresses that hear of alarms. Each must confirm the mail that SNS sends once."
  type        = list(string)
  nullable    = false

  validation {
    condition = length(var.emails) > 0 && alltrue([
      for email in var.emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$", email))
    ])
    error_message = "At least one address is told, and each is a mail address."
  }
}

variable "event_seconds" {
  description = "Seconds for which an event waits to be read. The operator looks at everything when it starts, so older ones tell it nothing."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.event_seconds >= 300 && var.event_seconds <= 1209600
    error_message = "event_seconds is 300 to 1209600 (14 days)."
  }
}
