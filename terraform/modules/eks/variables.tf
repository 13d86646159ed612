# Cluster

variable "name" {
  description = "Name of the cluster, for example `pai-risk-mlops-platform`. Its log group and launch templates are named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,98}[a-z0-9]$", var.name))
    error_message = "name has 3 to 100 lower-case letters, digits and hyphens."
  }
}

variable "role_prefix" {
  description = "Beginning of the names of the cluster's roles: `pai-risk-mlops-platform-shared-eks` makes `...-eks-node`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,44}$", var.role_prefix))
    error_message = "role_prefix has 3 to 44 letters, digits and hyphens, so that the names of roles stay within 64."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version, for example `1.33`. It goes up one minor version at a time and never down."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1\\.(3[0-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "kubernetes_version is 1.30 or later without a patch number."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the cluster."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention_days" {
  description = "Days for which the control plane's logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "log_retention_days is one that CloudWatch Logs knows: 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731."
  }
}

# Network

variable "subnet_ids" {
  description = "Private subnets of the control plane's interfaces and of all nodes, in two zones at the least."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids names at least two different subnets: EKS needs two zones."
  }
}

variable "service_cidr" {
  description = "Block of Kubernetes services, apart from the VPC's. It can never change."
  type        = string
  default     = "172.20.0.0/16"
  nullable    = false

  validation {
    condition     = can(regex("^(10|172|192)\\.", var.service_cidr)) && try(cidrhost(var.service_cidr, 0) == split("/", var.service_cidr)[0], false) && can(regex("/(1[2-9]|2[0-4])$", var.service_cidr))
    error_message = "service_cidr is a private block from /12 to /24 that begins at its network address."
  }
}

variable "public_access_cidrs" {
  description = "Blocks from which the API answers over the internet. Empty makes it private: it answers within the VPC only."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrhost(cidr, 0)) && can(regex("/(1[6-9]|2[0-9]|3[0-2])$", cidr))])
    error_message = "public_access_cidrs names blocks of /16 or smaller: an API that the whole internet may call is not offered."
  }
}

# Access and encryption

variable "kms_key_arn" {
  description = "Key for Kubernetes secrets and for the control plane's logs. Its policy must let `logs.REGION.amazonaws.com` use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), not an alias or an id."
  }
}

variable "access_entries" {
  description = <<-EOT
    Who reaches the cluster beside the principal that created it, by any key: an IAM role and one of EKS's access policies
    (`AmazonEKSViewPolicy`), in some namespaces or, with none named, in the whole cluster.
  EOT
  type = map(object({
    principal_arn = string
    policy        = string
    namespaces    = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for entry in values(var.access_entries) : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user)/.+$", entry.principal_arn))])
    error_message = "principal_arn is the ARN of an IAM role or user."
  }

  validation {
    condition = alltrue([
      for entry in values(var.access_entries) :
      contains(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy"], entry.policy)
    ])
    error_message = "policy is AmazonEKSClusterAdminPolicy, AmazonEKSAdminPolicy, AmazonEKSEditPolicy, AmazonEKSViewPolicy or AmazonEKSAdminViewPolicy."
  }

  validation {
    condition     = length(distinct(values(var.access_entries)[*].principal_arn)) == length(var.access_entries)
    error_message = "A principal has one access entry: EKS refuses a second one."
  }
}

# Nodes

variable "node_groups" {
  description = <<-EOT
    Managed node groups by name. `capacity` is `on_demand` or `spot`; `min` and `max` are numbers of nodes; `taints` map a key to
    a value and repel pods that do not tolerate them. Terraform sets the size once, then leaves it to the autoscaler.
  EOT
  type = map(object({
    capacity       = string
    instance_types = list(string)
    min            = number
    max            = number
    disk_gib       = optional(number, 50)
    labels         = optional(map(string), {})
    taints         = optional(map(string), {})
  }))
  nullable = false

  validation {
    condition     = anytrue([for group in values(var.node_groups) : group.capacity == "on_demand" && group.min >= 2 && length(group.taints) == 0])
    error_message = "One group is on demand, has at least two nodes and no taint: DNS and Argo CD must survive a spot reclaim and the loss of a node."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : contains(["on_demand", "spot"], group.capacity)])
    error_message = "capacity is \"on_demand\" or \"spot\"."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.min >= 0 && group.max >= 1 && group.min <= group.max])
    error_message = "min is at least 0 and max at least 1, and min is not above max."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.capacity != "spot" || length(group.instance_types) >= 3])
    error_message = "A spot group names at least three instance types, or one pool's reclaim empties it."
  }

  # A node group has one image, so its types have one architecture; the letter g after the generation marks Graviton.
  validation {
    condition = alltrue([
      for group in values(var.node_groups) : length(group.instance_types) > 0 && length(distinct([
        for type in group.instance_types : can(regex("^[a-z]+[0-9]+g[a-z]*\\.", type))
      ])) == 1
    ])
    error_message = "The instance types of a group are all Graviton (m7g) or all x86 (m7i, m7a): a group has one image."
  }

  validation {
    condition     = alltrue([for name, group in var.node_groups : can(regex("^[a-z][a-z0-9-]{0,19}$", name)) && group.disk_gib >= 20])
    error_message = "A group's name has at most 20 lower-case letters, digits and hyphens, and its disk at least 20 GiB."
  }
}

variable "node_tags" {
  description = "Tags of the nodes and their disks, which a provider's default tags do not reach."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "addon_versions" {
  description = "Versions of addons by name (`{ coredns = \"v1.12.1-eksbuild.2\" }`). One that is not named has EKS's default for the Kubernetes version."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(setsubtract(keys(var.addon_versions), [
      "vpc-cni", "coredns", "kube-proxy", "aws-ebs-csi-driver", "eks-pod-identity-agent",
    ])) == 0
    error_message = "The addons are vpc-cni, coredns, kube-proxy, aws-ebs-csi-driver and eks-pod-identity-agent."
  }
}
