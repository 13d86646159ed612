variable "public_zone" {
  description = "Domain of the public zone, for example `mlops.example.com`. Its parent must delegate to `public_name_servers`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.public_zone))
    error_message = "public_zone is a domain name in lower case without a dot at its end."
  }
}

variable "private_zone" {
  description = "Domain of the private zone, which only `vpc_ids` resolve, for example `mlops.internal`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.private_zone))
    error_message = "private_zone is a domain name in lower case without a dot at its end."
  }

  validation {
    condition     = var.private_zone != var.public_zone
    error_message = "private_zone differs from public_zone: within the VPC the private one would hide every public record."
  }
}

variable "vpc_ids" {
  description = "VPCs that resolve the private zone."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.vpc_ids) > 0
    error_message = "A private zone belongs to at least one VPC; without one AWS makes it public."
  }
}

variable "certificate_domains" {
  description = "Names on the certificate, the first one being its subject: the public zone and names below it, wildcards allowed."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.certificate_domains) >= 1 && length(var.certificate_domains) <= 10 && length(distinct(var.certificate_domains)) == length(var.certificate_domains)
    error_message = "certificate_domains names 1 to 10 different domains, the most that ACM puts on a certificate."
  }

  validation {
    condition = alltrue([
      for domain in var.certificate_domains :
      domain == var.public_zone || can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*${replace(var.public_zone, ".", "\\.")}$", domain))
    ])
    error_message = "Each of certificate_domains is the public zone or lies below it: ACM asks that zone for proof."
  }
}

variable "records" {
  description = <<-EOT
    Records by any key: `zone` is `public` or `private`, `name` the name below the zone (empty for the zone itself), `ttl` in
    seconds.
  EOT
  type = map(object({
    zone   = string
    name   = string
    type   = string
    ttl    = optional(number, 300)
    values = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for record in values(var.records) : contains(["public", "private"], record.zone)])
    error_message = "The zone of a record is \"public\" or \"private\"."
  }

  validation {
    condition     = alltrue([for record in values(var.records) : contains(["A", "AAAA", "CNAME", "MX", "TXT"], record.type)])
    error_message = "A record's type is A, AAAA, CNAME, MX or TXT."
  }

  validation {
    condition     = alltrue([for record in values(var.records) : record.ttl >= 30 && record.ttl <= 86400 && length(record.values) > 0])
    error_message = "A record has at least one value and lives for 30 to 86400 seconds."
  }
}
