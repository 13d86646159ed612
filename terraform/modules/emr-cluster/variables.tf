# Names and release

variable "name" {
  description = "Name of the cluster, for example `pai-risk-mlops-fraud-production-emr`. Its fleets and security groups are named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,198}[a-z0-9]$", var.name))
    error_message = "name has lower-case letters, digits and hyphens, at most 200 characters."
  }
}

variable "release_label" {
  description = "EMR release. A change replaces the cluster: a new release is a new cluster beside the old one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^emr-(6\\.(1[2-9]|[2-9][0-9])|[7-9]\\.[0-9]+)\\.[0-9]+$", var.release_label))
    error_message = "release_label is emr-6.12.0 or later: three primaries in instance fleets and Trino's exchange on S3 need it."
  }
}

variable "applications" {
  description = "Applications on the cluster. Livy serves SageMaker Studio; JupyterEnterpriseGateway is for EMR Studio only."
  type        = set(string)
  default     = ["Hadoop", "Spark", "Trino", "Livy"]
  nullable    = false

  validation {
    condition     = length(setsubtract(["Hadoop", "Spark", "Trino", "Livy"], var.applications)) == 0
    error_message = "Hadoop, Spark, Trino and Livy are always there: memory is split between Trino and Spark, and Studio connects to Livy."
  }

  validation {
    condition = length(setsubtract(var.applications, [
      "Hadoop", "Spark", "Trino", "Livy", "Hive", "Tez", "ZooKeeper", "AmazonCloudWatchAgent", "JupyterEnterpriseGateway",
    ])) == 0
    error_message = "Further applications are Hive, Tez, ZooKeeper, AmazonCloudWatchAgent and JupyterEnterpriseGateway, in this spelling."
  }
}

# Network

variable "vpc_id" {
  description = "VPC of the cluster's security groups."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets with the tag for-use-with-amazon-emr-managed-policies. EMR picks one of them for the whole cluster."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids names at least one subnet, and none twice."
  }
}

variable "client_security_group_ids" {
  description = "Security groups whose members reach Livy (8998) and Trino (8889) on the primaries, by who they are: `{ studio = \"sg-...\" }`."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "host_name" {
  description = "A name of its own for the primary, which stays through every park and up: the zone's id and the whole name. Null for none."
  type        = object({ zone_id = string, name = string })
  default     = null

  validation {
    condition     = var.host_name == null ? true : can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.host_name.name))
    error_message = "host_name.name is a whole host name in lower case: fraud-production.mlops.internal."
  }
}

# Access and encryption

variable "service_role_arn" {
  description = "Role that EMR assumes (`service_role_arn` of emr-iam)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", var.service_role_arn))
    error_message = "service_role_arn is the ARN of a role."
  }
}

variable "instance_profile_arn" {
  description = "Profile that gives the instances the tenant's role (`instance_profile_arn` of emr-iam)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:iam::[0-9]{12}:instance-profile/.+$", var.instance_profile_arn))
    error_message = "instance_profile_arn is the ARN of an instance profile, not of its role."
  }
}

variable "kms_key_arn" {
  description = "Key for objects that EMRFS writes and for the disks of all instances."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

# Storage

variable "bootstrap" {
  description = "Where the bootstrap script is put, readable by the instance role. Its key is `<prefix><name>/bootstrap.sh`."
  type        = object({ bucket_name = string, prefix = string })
  nullable    = false

  validation {
    condition     = can(regex("^[^/].*/$", var.bootstrap.prefix))
    error_message = "bootstrap.prefix ends in a slash and does not begin with one."
  }
}

variable "log_uri" {
  description = "Where EMR writes the cluster's logs, writable by the instance role: `s3://BUCKET/PREFIX/`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^s3://[a-z0-9-]+/.+/$", var.log_uri))
    error_message = "log_uri is s3://BUCKET/PREFIX/ with a slash at its end."
  }
}

variable "warehouse_uri" {
  description = "Where Iceberg tables are written whose database has no location: `s3://BUCKET/PREFIX/`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^s3://[a-z0-9-]+/.+/$", var.warehouse_uri))
    error_message = "warehouse_uri is s3://BUCKET/PREFIX/ with a slash at its end."
  }
}

variable "exchange_uri" {
  description = "Where Trino spools what tasks exchange, so that a lost spot node costs a task and not the query: `s3://BUCKET/PREFIX/`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^s3://[a-z0-9-]+/.+/$", var.exchange_uri))
    error_message = "exchange_uri is s3://BUCKET/PREFIX/ with a slash at its end."
  }
}

# Fleets: a unit is 32 GiB of memory, so an r-family xlarge is 1 unit, 2xlarge 2, 4xlarge 4

variable "primary" {
  description = "The primaries: 1, or 3 to survive the loss of one; on demand, of one type. `units` is the type's memory in units of 32 GiB."
  type        = object({ count = number, type = string, units = number })
  nullable    = false

  validation {
    condition     = contains([1, 3], var.primary.count)
    error_message = "A cluster has 1 primary or 3: EMR makes no other number."
  }

  validation {
    condition     = contains([1, 2, 4, 8, 16], var.primary.units)
    error_message = "primary.units is 1, 2, 4, 8 or 16: the type's memory divided by 32 GiB."
  }
}

variable "core" {
  description = "The core fleet, on demand because it holds HDFS. `units` is its target at creation; afterwards Terraform leaves it alone."
  type = object({
    units = number
    types = list(object({ type = string, units = number }))
  })
  nullable = false

  validation {
    condition     = var.core.units >= 1 && floor(var.core.units) == var.core.units
    error_message = "core.units is a whole number, at least 1: HDFS has to live somewhere."
  }

  validation {
    condition     = length(var.core.types) >= 1 && length(var.core.types) <= 30 && length(distinct(var.core.types[*].type)) == length(var.core.types)
    error_message = "core.types names 1 to 30 different instance types, the most that a fleet with an allocation strategy takes."
  }

  validation {
    condition     = alltrue([for t in var.core.types : contains([1, 2, 4, 8, 16], t.units)])
    error_message = "The units of a type are 1, 2, 4, 8 or 16: its memory divided by 32 GiB."
  }
}

variable "task" {
  description = "The task fleet, on spot. `units` is its target at creation; afterwards the operator owns it, down to 0."
  type = object({
    units = number
    types = list(object({ type = string, units = number }))
  })
  nullable = false

  validation {
    condition     = var.task.units >= 1 && floor(var.task.units) == var.task.units
    error_message = "task.units is a whole number, at least 1: EMR creates no empty fleet. The operator sets it to 0 afterwards."
  }

  validation {
    condition     = length(var.task.types) >= 5 && length(var.task.types) <= 30 && length(distinct(var.task.types[*].type)) == length(var.task.types)
    error_message = "task.types names 5 to 30 different instance types: a cluster lives in one zone, so only types give spot its diversity."
  }

  validation {
    condition     = alltrue([for t in var.task.types : contains([1, 2, 4, 8, 16], t.units)])
    error_message = "The units of a type are 1, 2, 4, 8 or 16: its memory divided by 32 GiB."
  }
}

variable "memory_percent" {
  description = "Share of each worker's memory for Trino's heap and for YARN (Spark). The rest is for Trino outside its heap, HDFS and the system."
  type        = object({ trino = number, yarn = number })
  default     = { trino = 50, yarn = 30 }
  nullable    = false

  validation {
    condition     = var.memory_percent.trino >= 20 && var.memory_percent.yarn >= 10
    error_message = "Trino gets at least 20 % and YARN at least 10 %: below that neither starts on a 32 GiB node."
  }

  validation {
    condition     = var.memory_percent.trino + var.memory_percent.yarn <= 85
    error_message = "Trino and YARN together get at most 85 %, or the kernel kills one of them when both are busy."
  }
}

variable "ebs_gib_per_unit" {
  description = "Size of each instance's gp3 volume, in GiB per unit."
  type        = number
  default     = 64
  nullable    = false

  validation {
    condition     = var.ebs_gib_per_unit >= 32 && floor(var.ebs_gib_per_unit) == var.ebs_gib_per_unit
    error_message = "ebs_gib_per_unit is a whole number of GiB, at least 32: a node keeps shuffle data and logs there."
  }
}

# Life

variable "termination_protection" {
  description = "Whether the cluster refuses to end. EMR protects three primaries unless told false, so this is always said."
  type        = bool
  default     = true
  nullable    = false
}

variable "idle_timeout_seconds" {
  description = "Seconds without work after which the cluster ends itself; null for never. Trino's queries count as work (see README)."
  type        = number
  default     = null

  validation {
    condition     = var.idle_timeout_seconds == null ? true : var.idle_timeout_seconds >= 60 && var.idle_timeout_seconds <= 604800
    error_message = "EMR takes 60 seconds to 7 days (604800) of idling."
  }

  validation {
    condition     = var.idle_timeout_seconds == null ? true : !var.termination_protection
    error_message = "A cluster with termination protection never ends itself when idle: set termination_protection = false, or no idle timeout."
  }
}

variable "step_concurrency" {
  description = "Steps that run at the same time."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.step_concurrency >= 1 && var.step_concurrency <= 256
    error_message = "EMR runs 1 to 256 steps at the same time."
  }
}
