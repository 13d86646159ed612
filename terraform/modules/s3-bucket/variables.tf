variable "bucket_name" {
  description = "Name of the bucket, for example `pai-risk-mlops-fraud-shared-data`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "A bucket's name has 3 to 63 characters: lower-case letters, digits and hyphens, no hyphen at either end."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts every object, through a bucket key, so that reading a table is not one KMS call per object."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "versioning_enabled" {
  description = "Whether overwritten and deleted objects are kept. Say false only for what can be made again, as logs and scratch space."
  type        = bool
  default     = true
  nullable    = false
}

variable "noncurrent_days" {
  description = "Days for which an overwritten or deleted object can be restored."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 1 && floor(var.noncurrent_days) == var.noncurrent_days
    error_message = "noncurrent_days is a whole number of days, at least 1."
  }
}

variable "expire_days_by_prefix" {
  description = "Days after which objects under a prefix are deleted: `{ \"trino-exchange/\" = 2 }`. Other objects stay for ever."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for prefix in keys(var.expire_days_by_prefix) : can(regex("^[^/].*/$", prefix))])
    error_message = "A prefix ends in a slash and does not begin with one, so that `logs/` never matches `logs-of-audit/`."
  }

  validation {
    condition     = alltrue([for days in values(var.expire_days_by_prefix) : days >= 1 && floor(days) == days])
    error_message = "Objects expire after a whole number of days, at least 1."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket may delete the objects in it."
  type        = bool
  default     = false
  nullable    = false
}
