variable "service_role" {
  description = <<-EOT
    The role that EMR itself assumes to launch and end instances; one for the platform. Null makes none.
    `instance_role_names` are the instance roles that it may hand to instances, wildcards allowed; `key_aliases` the aliases,
    wildcards allowed, of the keys with which it may encrypt their disks.
  EOT
  type = object({
    name                = string
    instance_role_names = list(string)
    key_aliases         = list(string)
  })
  default = null

  validation {
    condition     = var.service_role == null ? true : can(regex("^[a-zA-Z0-9-]{1,64}$", var.service_role.name))
    error_message = "An IAM role's name has at most 64 letters, digits and hyphens."
  }

  validation {
    condition = var.service_role == null ? true : alltrue([
      for name in var.service_role.instance_role_names : can(regex("^[a-zA-Z0-9*-]{8,64}$", name)) && !startswith(name, "*")
    ])
    error_message = "instance_role_names begin with the product's name: a role that may pass every role owns the account."
  }

  validation {
    condition = var.service_role == null ? true : alltrue([
      for alias in var.service_role.key_aliases : can(regex("^alias/[a-zA-Z0-9][a-zA-Z0-9/*_-]+$", alias))
    ])
    error_message = "Each of key_aliases begins with alias/ and a literal, for example alias/pai-risk-mlops-*."
  }
}

variable "instance_role" {
  description = <<-EOT
    The role of a tenant's instances, with its instance profile of the same name; reaches only what is listed. Null makes none.
    `data_bucket_arns` are read and written, `bootstrap` is read, `logs` is written only. `database_names` are the tenant's
    Glue databases. `kms_key_arns` are the keys of all these buckets.
  EOT
  type = object({
    name             = string
    data_bucket_arns = list(string)
    kms_key_arns     = list(string)
    database_names   = list(string)
    bootstrap        = object({ bucket_arn = string, prefix = string })
    logs             = object({ bucket_arn = string, prefix = string })
  })
  default = null

  validation {
    condition     = var.instance_role == null ? true : can(regex("^[a-zA-Z0-9-]{1,64}$", var.instance_role.name))
    error_message = "An IAM role's name has at most 64 letters, digits and hyphens."
  }

  validation {
    condition = var.instance_role == null ? true : alltrue([
      for arn in concat(var.instance_role.data_bucket_arns, [var.instance_role.bootstrap.bucket_arn, var.instance_role.logs.bucket_arn]) :
      can(regex("^arn:[^:]+:s3:::[a-z0-9][a-z0-9-]+[a-z0-9]$", arn))
    ])
    error_message = "Buckets are given as ARNs without path or wildcard: arn:aws:s3:::NAME."
  }

  validation {
    condition = var.instance_role == null ? true : alltrue([
      for arn in var.instance_role.kms_key_arns : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[^*]+$", arn))
    ])
    error_message = "Keys are given as ARNs without wildcard: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }

  validation {
    condition = var.instance_role == null ? true : alltrue([
      for name in var.instance_role.database_names : can(regex("^[a-z0-9_]{1,255}$", name))
    ])
    error_message = "database_names are exact names without wildcard: a tenant reaches its own databases only."
  }

  validation {
    condition = var.instance_role == null ? true : alltrue([
      for prefix in [var.instance_role.bootstrap.prefix, var.instance_role.logs.prefix] : can(regex("^[^/*].*[^*]?/$", prefix))
    ])
    error_message = "Prefixes end in a slash and do not begin with one; an empty prefix would open the whole shared bucket."
  }
}
