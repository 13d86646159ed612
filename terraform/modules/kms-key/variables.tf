variable "alias" {
  description = "Alias of the key without the leading `alias/`, for example `pai-risk-mlops-fraud-shared-key`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9/_-]{1,250}$", var.alias)) && !can(regex("^(alias|aws)/", var.alias))
    error_message = "alias has 1 to 250 letters, digits, slashes, underscores and hyphens, and does not begin with alias/ or aws/."
  }
}

variable "description" {
  description = "What the key protects, in a sentence."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.description) > 0
    error_message = "Say what the key protects: a key without a purpose is never retired."
  }
}

variable "user_arns" {
  description = "IAM principals that encrypt and decrypt by the key policy alone. Those of this account need no entry: their IAM policies suffice."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.user_arns : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user|root)(/.+)?$", arn))])
    error_message = "Each of user_arns is the ARN of an IAM role, user or account root; \"*\" is not a user."
  }
}

variable "services" {
  description = "AWS services that use the key for this account and say so (aws:SourceAccount), for example `budgets.amazonaws.com`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.services : can(regex("^[a-z0-9.-]+\\.amazonaws\\.com$", service))])
    error_message = "Each of services is a service principal, for example budgets.amazonaws.com."
  }
}

variable "log_group_prefixes" {
  description = "Beginnings of the names of log groups that are encrypted with the key, for example `/aws/eks/pai-risk-mlops-platform/`."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for prefix in var.log_group_prefixes : can(regex("^/[A-Za-z0-9._/#-]{3,}$", prefix))])
    error_message = "Each of log_group_prefixes begins with a slash, is longer than three characters and has no wildcard."
  }
}

variable "deletion_window_days" {
  description = "Days between the request to delete the key and the loss of all that it encrypted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "KMS waits 7 to 30 days before it deletes a key."
  }
}
