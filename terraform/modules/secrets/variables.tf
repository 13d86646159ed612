variable "secrets" {
  description = <<-EOT
    Secrets by name: what they hold, and the names of the roles that may read them. They are made empty; a person or a rotation
    fills them, so that no value passes through Terraform.
  EOT
  type = map(object({
    description       = string
    reader_role_names = list(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-zA-Z0-9/_+=.@-]{3,500}$", name)) && !can(regex("-[a-zA-Z0-9]{6}$", name))])
    error_message = "A secret's name has 3 to 500 of AWS's characters and does not end in a hyphen and six characters, which its ARN ends in."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : length(secret.description) > 0])
    error_message = "Say what each secret holds."
  }

  validation {
    condition = alltrue(flatten([
      for secret in values(var.secrets) : [length(secret.reader_role_names) > 0, [for name in secret.reader_role_names : can(regex("^[a-zA-Z0-9-]{3,64}$", name))]]
    ]))
    error_message = "reader_role_names names at least one role without wildcard."
  }
}

variable "kms_key_arn" {
  description = "Key of all these secrets. Who may read one needs the key, too."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID): under aws/secretsmanager the whole account could read."
  }
}

variable "recovery_days" {
  description = "Days for which a deleted secret can be restored. 0 deletes at once, for tests."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_days == 0 || (var.recovery_days >= 7 && var.recovery_days <= 30)
    error_message = "recovery_days is 7 to 30, or 0."
  }
}
