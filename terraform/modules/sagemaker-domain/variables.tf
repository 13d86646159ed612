variable "name" {
  description = "Name of the domain, for example `pai-risk-mlops-platform-shared-studio`. Its role, security group and lifecycle configuration are named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9](-*[a-z0-9]){2,43}$", var.name))
    error_message = "name has 3 to 44 lower-case letters, digits and hyphens, so that names made from it stay within 63."
  }
}

variable "vpc_id" {
  description = "VPC of the domain. It can never change."
  type        = string
  nullable    = false
}

variable "vpc_cidr" {
  description = "Block of the VPC: notebooks reach Livy and Trino within it and nothing else but HTTPS."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0))
    error_message = "vpc_cidr is an IPv4 block."
  }
}

variable "subnet_ids" {
  description = "Private subnets of notebooks, with a way to AWS's APIs and to the package index: a NAT gateway or interface endpoints."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids names at least one subnet, and none twice."
  }
}

variable "kms_key_arn" {
  description = "Key of the home file system and of the disks of notebooks."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "home_retention" {
  description = "What happens to the home directories of all users when the domain is deleted: `Retain` keeps the file system, and its cost; `Delete` deletes it."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Retain", "Delete"], var.home_retention)
    error_message = "home_retention is \"Retain\" or \"Delete\"; there is no default, because one costs money and the other costs work."
  }
}

variable "idle_minutes" {
  description = "Minutes without work after which a notebook's instance is stopped. Its disk stays."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.idle_minutes >= 60 && var.idle_minutes <= 525600 && floor(var.idle_minutes) == var.idle_minutes
    error_message = "idle_minutes is a whole number from 60, the least that SageMaker takes, to 525600."
  }
}

variable "instance_type" {
  description = "Instance type of a notebook unless its user picks another."
  type        = string
  default     = "ml.t3.medium"
  nullable    = false

  validation {
    condition     = can(regex("^ml\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_type))
    error_message = "instance_type begins with ml., for example ml.t3.medium."
  }
}

variable "disk_gib" {
  description = "Size of a notebook's disk, and the size up to which its user may enlarge it, in GiB."
  type        = object({ default = number, max = number })
  default     = { default = 20, max = 100 }
  nullable    = false

  validation {
    condition     = var.disk_gib.default >= 5 && var.disk_gib.max >= var.disk_gib.default && var.disk_gib.max <= 16384
    error_message = "disk_gib.default is at least 5, and max at least that and at most 16384."
  }
}

variable "package_index_url" {
  description = "Package index from which the lifecycle configuration installs, for a network without a way to the public one. Null for pip's own."
  type        = string
  default     = null

  validation {
    condition     = var.package_index_url == null || can(regex("^https://[^@ ]+/$", var.package_index_url))
    error_message = "package_index_url is https://HOST/PATH/ without a user or a password, which everyone could read in the configuration."
  }
}

variable "model_package_groups" {
  description = "Groups of model versions in the registry: name to what its models are for."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, purpose in var.model_package_groups : can(regex("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", name)) && length(purpose) > 0])
    error_message = "A group's name has at most 63 letters, digits and hyphens, and it says what its models are for."
  }
}
