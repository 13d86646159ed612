variable "repositories" {
  description = "Repositories by name, for example `pai-risk-mlops/superset`: how many tagged images are kept."
  type        = map(object({ keep_images = optional(number, 30) }))
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.repositories) : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "A repository's name has 2 to 256 lower-case letters and digits with single dots, hyphens, underscores or slashes between."
  }

  validation {
    condition     = alltrue([for repository in values(var.repositories) : repository.keep_images >= 1 && floor(repository.keep_images) == repository.keep_images])
    error_message = "keep_images is a whole number, at least 1: the image that runs must not expire."
  }
}

variable "kms_key_arn" {
  description = "Key of the images. A repository cannot change its key."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "untagged_days" {
  description = "Days after which an image without a tag is deleted."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days is a whole number of days, at least 1."
  }
}

variable "force_destroy" {
  description = "Whether destroying a repository may delete the images in it."
  type        = bool
  default     = false
  nullable    = false
}
