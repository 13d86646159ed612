variable "name" {
  description = "Name of the role, for example `pai-risk-mlops-platform-shared-external-secrets`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,64}$", var.name))
    error_message = "An IAM role's name has 3 to 64 letters, digits and hyphens."
  }
}

variable "description" {
  description = "What the service account does with the role, in a sentence."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.description) > 0
    error_message = "Say what the role is for: a role without a purpose is never retired."
  }
}

variable "service_account" {
  description = "The one service account that gets the role, exact names without wildcard."
  type        = object({ namespace = string, name = string })
  nullable    = false

  validation {
    condition = alltrue([
      for part in values(var.service_account) : can(regex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", part))
    ])
    error_message = "Namespace and name are Kubernetes names without wildcard: a pattern would hand the role to whoever can create a service account."
  }
}

variable "trust" {
  description = "How the service account proves who it is: `pod_identity` by an association in EKS, `oidc` by the cluster's token issuer (IRSA)."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["pod_identity", "oidc"], var.trust)
    error_message = "trust is \"pod_identity\" or \"oidc\"."
  }
}

variable "cluster" {
  description = "The cluster, by the outputs of eks with these names."
  type = object({
    name              = string
    arn               = string
    oidc_provider_arn = string
    oidc_issuer       = string
  })
  nullable = false

  validation {
    condition     = !strcontains(var.cluster.oidc_issuer, "://")
    error_message = "oidc_issuer has no https:// in front: a condition with it never matches."
  }
}

variable "statements" {
  description = <<-EOT
    What the role may do, by the statement's name: actions, resources, and conditions as `{ OPERATOR = { KEY = [VALUES] } }`.
    Only actions that read know the resource `*`. Without any statement the role is an identity and nothing more.
  EOT
  type = map(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.statements) : can(regex("^[A-Za-z0-9]{1,100}$", name))])
    error_message = "A statement's name has letters and digits only, as a Sid."
  }

  validation {
    condition = alltrue(flatten([
      for statement in values(var.statements) : [for action in statement.actions : can(regex("^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]+\\*?$", action))]
    ]))
    error_message = "Each action is service:Action, at most with a star at its end: a role that may do everything of a service is not a role for one service account."
  }

  validation {
    condition = alltrue(flatten([
      for statement in values(var.statements) : [
        for action in statement.actions : can(regex("^[a-z0-9-]+:(Describe|List|Get|Search|Check|BatchGet)", action))
      ] if contains(statement.resources, "*") && length(statement.conditions) == 0
    ]))
    error_message = "Actions that change something name their resources, or carry a condition."
  }
}
