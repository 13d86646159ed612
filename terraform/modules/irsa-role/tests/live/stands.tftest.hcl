# For real, on a cloud: `terraform test -test-directory=tests/live`. An association needs a cluster, so it is IRSA here.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name            = "pai-risk-mlops-live-shared-superset"
  description     = "Nothing: a test."
  service_account = { namespace = "superset", name = "superset" }
  trust           = "oidc"
  cluster = {
    name              = "pai-risk-mlops-live"
    arn               = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-live"
    oidc_provider_arn = "arn:aws:iam::880170353725:oidc-provider/oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    oidc_issuer       = "oidc.eks.ap-south-1.amazonaws.com/id/AB12"
  }
  statements = {
    HearEvents = { actions = ["sqs:ReceiveMessage"], resources = ["arn:aws:sqs:ap-south-1:880170353725:live"] }
  }
}

run "stands" {
  assert {
    condition     = endswith(output.role_arn, ":role/pai-risk-mlops-live-shared-superset")
    error_message = "The role has the name that was given."
  }
}

run "moves_to_another_service_account_in_place" {
  variables {
    service_account = { namespace = "superset", name = "superset-worker" }
  }

  assert {
    condition     = output.role_arn == run.stands.role_arn && strcontains(aws_iam_role.this.assume_role_policy, "superset-worker")
    error_message = "The trust policy changes, and the role stays."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    service_account = { namespace = "superset", name = "superset-worker" }
  }

  assert {
    condition     = output.role_arn == run.stands.role_arn
    error_message = "A second plan replaces nothing."
  }
}

run "loses_its_policy_with_its_last_statement" {
  variables {
    service_account = { namespace = "superset", name = "superset-worker" }
    statements      = {}
  }

  assert {
    condition     = length(aws_iam_role_policy.this) == 0 && output.role_arn == run.stands.role_arn
    error_message = "A role without statements is an identity and nothing more."
  }
}
