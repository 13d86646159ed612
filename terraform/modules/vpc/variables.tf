variable "name" {
  description = "Name of the VPC. Everything in it is named after it: `<name>-private-ap-south-1a`, `<name>-nat-ap-south-1a`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,180}[a-z0-9]$", var.name))
    error_message = "name has lower-case letters, digits and hyphens, and at most 182 characters, so that names derived from it stay within 255."
  }
}

variable "cidr" {
  description = "IPv4 block of the VPC. A /16 gives each zone 16,384 private addresses and 1,024 in each of the other two tiers."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr is an IPv4 block from /16 to /20. Smaller ones leave public subnets below /26 and fleets without addresses."
  }

  validation {
    condition     = try(cidrhost(var.cidr, 0) == split("/", var.cidr)[0], false)
    error_message = "cidr begins at its network address: 10.20.0.0/16, not 10.20.1.0/16."
  }
}

variable "azs" {
  description = "Availability zones, two or three, in the order of the subnets. Never reorder them: a subnet cannot move."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.azs) >= 2 && length(var.azs) <= 3 && length(distinct(var.azs)) == length(var.azs)
    error_message = "azs names two or three different zones: EKS needs two, and the address plan has room for three."
  }
}

variable "subnets" {
  description = "CIDR blocks per tier, one per zone, in the order of `azs`. Null derives them from `cidr` (see README)."
  type = object({
    public   = list(string)
    private  = list(string)
    isolated = list(string)
  })
  default = null

  validation {
    condition = var.subnets == null ? true : alltrue([
      for blocks in values(var.subnets) : length(blocks) == length(var.azs)
    ])
    error_message = "Each tier has one block per zone."
  }

  validation {
    condition = var.subnets == null ? true : alltrue([
      for block in flatten(values(var.subnets)) : try(
        tonumber(split("/", block)[1]) <= 28
        && tonumber(split("/", block)[1]) >= tonumber(split("/", var.cidr)[1])
        && cidrhost("${split("/", block)[0]}/${split("/", var.cidr)[1]}", 0) == cidrhost(var.cidr, 0),
        false
      )
    ])
    error_message = "Each subnet lies within the VPC's cidr and is /28 or larger, the smallest that AWS makes."
  }

  # Two blocks overlap exactly when they have the same network at the shorter of the two prefixes.
  validation {
    condition = var.subnets == null ? true : alltrue([
      for pair in setproduct(range(length(flatten(values(var.subnets)))), range(length(flatten(values(var.subnets))))) : try(
        cidrhost(join("/", [
          split("/", flatten(values(var.subnets))[pair[0]])[0],
          min([for i in pair : tonumber(split("/", flatten(values(var.subnets))[i])[1])]...),
        ]), 0)
        !=
        cidrhost(join("/", [
          split("/", flatten(values(var.subnets))[pair[1]])[0],
          min([for i in pair : tonumber(split("/", flatten(values(var.subnets))[i])[1])]...),
        ]), 0),
        false
      ) if pair[0] < pair[1]
    ])
    error_message = "No two subnets overlap."
  }
}

variable "nat" {
  description = "NAT gateways: `per_zone` (one per zone), `single` (one for all zones, which fail with its zone) or `none`."
  type        = string
  default     = "per_zone"
  nullable    = false

  validation {
    condition     = contains(["per_zone", "single", "none"], var.nat)
    error_message = "nat is \"per_zone\", \"single\" or \"none\"."
  }
}
