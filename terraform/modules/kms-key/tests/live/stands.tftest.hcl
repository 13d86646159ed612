# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  alias       = "pai-risk-mlops-live-shared-key"
  description = "Nothing: a test."
  services    = ["budgets.amazonaws.com"]
}

run "stands" {
  assert {
    condition     = endswith(output.key_arn, ":key/${output.key_id}") && output.alias_name == "alias/pai-risk-mlops-live-shared-key"
    error_message = "The alias leads to the key."
  }
}

run "changes_its_services_in_place" {
  variables {
    services = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
  }

  assert {
    condition     = output.key_arn == run.stands.key_arn
    error_message = "A key that is replaced takes all that it encrypted with it."
  }

  assert {
    condition     = strcontains(aws_kms_key.this.policy, "cloudwatch.amazonaws.com")
    error_message = "The policy has the new service."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    services = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
  }

  assert {
    condition     = output.key_arn == run.stands.key_arn
    error_message = "A second plan replaces nothing."
  }
}
