variable "role" {
  description = <<-EOT
    The execution role of a tenant's notebooks, which reaches only what is listed. Null makes none. `tenant` is the value of the
    tag `tenant` on its clusters. `data_bucket_arns` are read and written, `database_names` are the tenant's Glue databases,
    `kms_key_arns` the keys of all these. `emr_execution_role_arns` are the runtime roles with which it may start sessions,
    `secret_arns` the secrets with which it may sign in to a cluster. `model_package_group` is made for its models.
  EOT
  type = object({
    name                    = string
    tenant                  = string
    data_bucket_arns        = list(string)
    kms_key_arns            = list(string)
    database_names          = list(string)
    model_package_group     = string
    emr_execution_role_arns = optional(list(string), [])
    secret_arns             = optional(list(string), [])
  })
  default = null

  validation {
    condition     = var.role == null ? true : can(regex("^[a-zA-Z0-9-]{3,64}$", var.role.name))
    error_message = "An IAM role's name has 3 to 64 letters, digits and hyphens."
  }

  validation {
    condition     = var.role == null ? true : can(regex("^[a-z][a-z0-9-]*$", var.role.tenant))
    error_message = "tenant is the tenant's name without wildcard: it is compared with the tag of a cluster."
  }

  validation {
    condition     = var.role == null ? true : alltrue([for arn in var.role.data_bucket_arns : can(regex("^arn:[^:]+:s3:::[a-z0-9][a-z0-9-]+[a-z0-9]$", arn))])
    error_message = "Buckets are given as ARNs without path or wildcard: arn:aws:s3:::NAME."
  }

  validation {
    condition     = var.role == null ? true : alltrue([for arn in var.role.kms_key_arns : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[^*]+$", arn))])
    error_message = "Keys are given as ARNs without wildcard: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }

  validation {
    condition     = var.role == null ? true : alltrue([for name in var.role.database_names : can(regex("^[a-z0-9_]{1,255}$", name))])
    error_message = "database_names are exact names without wildcard: a tenant reaches its own databases only."
  }

  validation {
    condition = var.role == null ? true : alltrue([
      for arn in concat(var.role.emr_execution_role_arns, var.role.secret_arns) : can(regex("^arn:[^:]+:(iam:|secretsmanager:[^:]+):[0-9]{12}:(role/|secret:)[^*]+$", arn))
    ])
    error_message = "Runtime roles and secrets are given as ARNs without wildcard."
  }

  validation {
    condition     = var.role == null ? true : can(regex("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", var.role.model_package_group))
    error_message = "model_package_group has at most 63 letters, digits and hyphens."
  }
}

variable "profiles" {
  description = <<-EOT
    User profiles in a domain, all with one execution role. Null makes none. `names` are the profiles; `security_group_ids` and
    `lifecycle_config_arn` come from the domain.
  EOT
  type = object({
    names                = set(string)
    domain_id            = string
    execution_role_arn   = string
    security_group_ids   = list(string)
    lifecycle_config_arn = string
    instance_type        = optional(string, "ml.t3.medium")
  })
  default = null

  validation {
    condition     = var.profiles == null ? true : length(var.profiles.names) > 0 && alltrue([for name in var.profiles.names : can(regex("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", name))])
    error_message = "There is at least one profile, and a profile's name has at most 63 letters, digits and hyphens."
  }

  validation {
    condition     = var.profiles == null ? true : can(regex("^d-[a-z0-9-]+$", var.profiles.domain_id))
    error_message = "domain_id is a domain's id (d-...), not its name."
  }

  validation {
    condition     = var.profiles == null ? true : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", var.profiles.execution_role_arn))
    error_message = "execution_role_arn is the ARN of a role."
  }

  validation {
    condition     = var.profiles == null ? true : length(var.profiles.security_group_ids) >= 1 && length(var.profiles.security_group_ids) <= 3
    error_message = "security_group_ids names 1 to 3 security groups, the most that SageMaker takes beside its own two."
  }
}
