variable "name" {
  description = "Name of the budget and of its topic, for example `pai-risk-mlops-fraud-production-budget`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,98}[a-z0-9]$", var.name))
    error_message = "A budget's name has 3 to 100 characters here: lower-case letters, digits and hyphens."
  }
}

variable "limit_usd" {
  description = "Limit per calendar month, in whole US dollars."
  type        = number
  nullable    = false

  validation {
    condition     = var.limit_usd >= 1 && floor(var.limit_usd) == var.limit_usd
    error_message = "limit_usd is a whole number of dollars, at least 1."
  }
}

variable "budget_tag" {
  description = "Value of the tag `budget` whose cost counts: `<tenant>-<environment>`, for example `fraud-production`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]+(-[a-z0-9]+)+$", var.budget_tag))
    error_message = "budget_tag is <tenant>-<environment> in lower case, without the key and the leading `user:`."
  }
}

variable "emails" {
  description = "Addresses that are told. Each must confirm the mail that SNS sends once."
  type        = list(string)
  nullable    = false

  validation {
    condition = length(var.emails) > 0 && alltrue([
      for email in var.emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$", email))
    ])
    error_message = "At least one address is told, and each is a mail address: a budget that nobody reads holds nothing."
  }
}

variable "kms_key_arn" {
  description = "Key for the topic. Its policy must let `budgets.amazonaws.com`, and for alarms `cloudwatch.amazonaws.com`, use it (`services` of kms-key). Null leaves the topic unencrypted."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN; the managed key alias/aws/sns cannot be used by Budgets."
  }
}
