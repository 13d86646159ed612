variable "name" {
  description = "Name of the security group and of the web ACL, for example `pai-risk-mlops-platform-shared-alb`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,128}$", var.name))
    error_message = "name has 3 to 128 letters, digits and hyphens."
  }
}

variable "load_balancer_name" {
  description = "Name of the load balancer itself, for which AWS allows 32 characters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$", var.load_balancer_name)) && !startswith(var.load_balancer_name, "internal-")
    error_message = "load_balancer_name has 3 to 32 lower-case letters, digits and hyphens, and does not begin with internal-, which AWS keeps for itself."
  }
}

variable "scheme" {
  description = "`internal`: reached from the VPC and networks joined to it; `internet-facing`: reached from the internet."
  type        = string
  default     = "internal"
  nullable    = false

  validation {
    condition     = contains(["internal", "internet-facing"], var.scheme)
    error_message = "scheme is \"internal\" or \"internet-facing\"."
  }
}

variable "vpc_id" {
  description = "VPC of the security group and of the target groups."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Subnets in two zones at the least: private ones for an internal load balancer, public ones for an internet-facing one."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids names at least two different subnets: a load balancer stands in two zones or more."
  }
}

variable "client_cidrs" {
  description = "Blocks whose members may connect."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) > 0 && alltrue([for cidr in var.client_cidrs : can(cidrhost(cidr, 0))])
    error_message = "client_cidrs names at least one IPv4 block."
  }

  validation {
    condition     = var.scheme == "internet-facing" || !contains(var.client_cidrs, "0.0.0.0/0")
    error_message = "Everyone (0.0.0.0/0) reaches an internet-facing load balancer only; name the networks that are joined to the VPC."
  }
}

variable "target_cidr" {
  description = "Block in which targets live, usually the VPC's: the load balancer connects nowhere else."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.target_cidr, 0))
    error_message = "target_cidr is an IPv4 block."
  }
}

variable "certificate_arn" {
  description = "Certificate of the HTTPS listener, issued."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:acm:[^:]+:[0-9]{12}:certificate/.+$", var.certificate_arn))
    error_message = "certificate_arn is the ARN of an ACM certificate in the load balancer's region."
  }
}

variable "ssl_policy" {
  description = "Security policy of the HTTPS listener. The default speaks TLS 1.3 alone."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  nullable    = false

  validation {
    condition     = can(regex("^ELBSecurityPolicy-TLS13-1-[23](-Res)?(-PQ)?-20[0-9]{2}-[0-9]{2}$", var.ssl_policy))
    error_message = "ssl_policy is an ELBSecurityPolicy-TLS13-1-3-... or -1-2-...: nothing older than TLS 1.2 is spoken."
  }
}

variable "zone" {
  description = "Zone in which each application gets its record: the public zone, also for an internal load balancer, whose name is public and whose address is not."
  type        = object({ id = string, name = string })
  nullable    = false
}

variable "applications" {
  description = <<-EOT
    Applications behind the load balancer, by the first part of their host name: `{ superset = { port = 8088, health_path =
    "/health" } }`. Each has a target group to which the AWS Load Balancer Controller binds its pods.
  EOT
  type = map(object({
    port        = number
    health_path = string
    protocol    = optional(string, "HTTP")
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.applications) : can(regex("^[a-z][a-z0-9-]{0,22}[a-z0-9]$", name))])
    error_message = "An application's name has 2 to 24 lower-case letters, digits and hyphens: it becomes a host name and a target group's name."
  }

  validation {
    condition = alltrue([
      for application in values(var.applications) :
      application.port >= 1 && application.port <= 65535 && startswith(application.health_path, "/") && contains(["HTTP", "HTTPS"], application.protocol)
    ])
    error_message = "An application has a port from 1 to 65535, a health_path that begins with a slash, and protocol HTTP or HTTPS."
  }
}

variable "requests_per_ip" {
  description = "Requests of one address in five minutes, above which the web ACL refuses more."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.requests_per_ip >= 100 && var.requests_per_ip <= 2000000
    error_message = "requests_per_ip is 100 to 2,000,000."
  }
}

variable "counted_rules" {
  description = "Rules of AWSManagedRulesCommonRuleSet that only count. By default those that refuse what Superset posts: large bodies with SQL in them."
  type        = set(string)
  default     = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY"]
  nullable    = false
}

variable "log_bucket_name" {
  description = "Name of the bucket for access logs, which the module makes: ELB writes to none under a KMS key."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.log_bucket_name))
    error_message = "A bucket's name has 3 to 63 characters: lower-case letters, digits and hyphens, no hyphen at either end."
  }
}

variable "log_days" {
  description = "Days for which access logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_days >= 1 && floor(var.log_days) == var.log_days
    error_message = "log_days is a whole number of days, at least 1."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
  default     = true
  nullable    = false
}
