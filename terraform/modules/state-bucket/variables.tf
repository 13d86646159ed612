variable "bucket_name" {
  description = "Name of the bucket that holds every root's state. It is in each root's backend, so it never changes."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "A state bucket's name has 3 to 63 characters: lower-case letters, digits and hyphens, no hyphen at either end."
  }
}

variable "kms_key_arn" {
  description = "Key for aws:kms encryption with a bucket key. Null encrypts with AES256, which needs no key before the first root stands."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "noncurrent_days" {
  description = "Days for which an overwritten or deleted state file can be restored."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 30 && floor(var.noncurrent_days) == var.noncurrent_days
    error_message = "Keep old state for at least 30 whole days: `haveli state restore` has nothing else to restore from."
  }
}

variable "lease_prefix" {
  description = "Prefix of the lease objects, which a run rewrites every 10 seconds. Their old versions go after one day."
  type        = string
  default     = "leases/"
  nullable    = false

  validation {
    condition     = can(regex("^[^/].*/$", var.lease_prefix))
    error_message = "lease_prefix ends in a slash and does not begin with one; an empty prefix would expire the history of all state."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket may delete the state in it. Only a throw-away account says true."
  type        = bool
  default     = false
  nullable    = false
}
