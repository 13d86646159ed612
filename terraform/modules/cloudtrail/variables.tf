variable "name" {
  description = "Name of the trail, for example `pai-risk-mlops-foundation-shared-audit`, and of its key's alias."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,126}[a-z0-9]$", var.name))
    error_message = "name has 3 to 128 lower-case letters, digits and hyphens."
  }
}

variable "bucket_name" {
  description = "Name of the bucket of the trail's files, which the module makes with an object lock."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "A bucket's name has 3 to 63 characters: lower-case letters, digits and hyphens, no hyphen at either end."
  }
}

variable "lock" {
  description = "For how many days nobody deletes a file: under `COMPLIANCE` nobody at all, root included; under `GOVERNANCE` nobody without a permission of its own."
  type        = object({ mode = string, days = number })
  nullable    = false

  validation {
    condition     = contains(["COMPLIANCE", "GOVERNANCE"], var.lock.mode)
    error_message = "lock.mode is \"COMPLIANCE\" or \"GOVERNANCE\"."
  }

  validation {
    condition     = var.lock.days >= 1 && var.lock.days <= 3650 && floor(var.lock.days) == var.lock.days
    error_message = "lock.days is a whole number of days from 1 to 3650."
  }
}

variable "expire_days" {
  description = "Days after which a file is deleted, later than its lock ends."
  type        = number
  nullable    = false

  validation {
    condition     = var.expire_days > var.lock.days && floor(var.expire_days) == var.expire_days
    error_message = "expire_days is a whole number above lock.days: a locked file does not expire."
  }
}

variable "object_event_bucket_arns" {
  description = "Buckets of which every read and write of an object is recorded, at a cost per event: the state bucket, not a lake."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.object_event_bucket_arns : can(regex("^arn:[^:]+:s3:::[a-z0-9][a-z0-9-]+[a-z0-9]$", arn))])
    error_message = "Buckets are given as ARNs without path or wildcard: arn:aws:s3:::NAME."
  }
}
