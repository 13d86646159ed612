variable "name" {
  description = "Identifier of the instance, for example `pai-risk-mlops-platform-shared-superset`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9])*$", var.name)) && length(var.name) <= 44
    error_message = "name begins with a letter, has lower-case letters, digits and single hyphens, and at most 44 characters, so that the final snapshot's name stays within 63."
  }
}

variable "database_name" {
  description = "Database that is created with the instance."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "rdsadmin", "template0", "template1"], var.database_name)
    error_message = "database_name has at most 63 lower-case letters, digits and underscores and is none of PostgreSQL's own."
  }
}

variable "master_username" {
  description = "Name of the master user. Applications connect as users of their own."
  type        = string
  default     = "master_user"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.master_username)) && !contains(["admin", "postgres", "rdsadmin", "master"], var.master_username)
    error_message = "master_username has at most 63 lower-case letters, digits and underscores and is no reserved word."
  }
}

variable "engine_version" {
  description = "Major version of PostgreSQL. Minor versions come by themselves in the maintenance window."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17"], var.engine_version)
    error_message = "engine_version is 15, 16 or 17: a major version without a minor one, or every minor update shows as drift."
  }
}

variable "instance_class" {
  description = "Instance class, for example `db.t4g.medium`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^db\\.(t4g|m[678]g|r[678]g)\\.[a-z0-9]+$", var.instance_class))
    error_message = "instance_class is a Graviton class: db.t4g, db.m6g to db.m8g or db.r6g to db.r8g."
  }
}

variable "storage_gib" {
  description = "Size of the gp3 storage at creation, and the size up to which RDS lets it grow, in GiB."
  type        = object({ initial = number, max = number })
  nullable    = false

  validation {
    condition     = var.storage_gib.initial >= 20 && var.storage_gib.max >= ceil(var.storage_gib.initial * 1.1) && var.storage_gib.max <= 65536
    error_message = "storage_gib.initial is at least 20, and max at least a tenth above it: RDS refuses a smaller margin."
  }
}

variable "multi_az" {
  description = "Whether a standby in a second zone takes over when the first fails."
  type        = bool
  default     = true
  nullable    = false
}

variable "vpc_id" {
  description = "VPC of the security group."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Isolated subnets in two zones at the least."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids names at least two different subnets: RDS needs two zones, also for a single instance."
  }
}

variable "client_security_group_ids" {
  description = "Security groups whose members connect, by who they are: `{ kubernetes = \"sg-...\" }`. Nobody else does."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.client_security_group_ids) > 0
    error_message = "At least one security group connects: a database without clients only costs."
  }
}

variable "kms_key_arn" {
  description = "Key for storage, snapshots, logs, performance data and the master password. Its policy must let `logs.REGION.amazonaws.com` use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "parameters" {
  description = "Further parameters of PostgreSQL that take effect at once, by name. `rds.force_ssl` is always 1."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = !contains(keys(var.parameters), "rds.force_ssl")
    error_message = "rds.force_ssl stays 1: no connection without TLS."
  }
}

variable "backup_days" {
  description = "Days back to which the database can be restored, to the second."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "backup_days is 7 to 35, the most that RDS keeps."
  }
}

variable "log_retention_days" {
  description = "Days for which the database's logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "log_retention_days is one that CloudWatch Logs knows: 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the instance. Without it a deletion still leaves a final snapshot."
  type        = bool
  default     = true
  nullable    = false
}
