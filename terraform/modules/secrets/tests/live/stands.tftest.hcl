# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  recovery_days = 0
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-secrets-key"
    description = "Nothing: a test."
  }
}

run "stands" {
  variables {
    kms_key_arn = run.has_a_key.key_arn
    secrets     = { pai-risk-mlops-live-shared-credentials = { description = "Nothing: a test.", reader_role_names = ["live-reader"] } }
  }

  assert {
    condition     = strcontains(output.secret_arns["pai-risk-mlops-live-shared-credentials"], ":secret:pai-risk-mlops-live-shared-credentials-")
    error_message = "The secret has the name that was given."
  }
}

run "changes_its_readers_in_place" {
  variables {
    kms_key_arn = run.has_a_key.key_arn
    secrets     = { pai-risk-mlops-live-shared-credentials = { description = "Still nothing.", reader_role_names = ["live-reader", "live-rotator"] } }
  }

  assert {
    condition     = output.secret_arns == run.stands.secret_arns
    error_message = "A reader comes, and the secret stays."
  }

  assert {
    condition     = strcontains(aws_secretsmanager_secret_policy.this["pai-risk-mlops-live-shared-credentials"].policy, "live-rotator")
    error_message = "The policy names it."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    kms_key_arn = run.has_a_key.key_arn
    secrets     = { pai-risk-mlops-live-shared-credentials = { description = "Still nothing.", reader_role_names = ["live-reader", "live-rotator"] } }
  }

  assert {
    condition     = output.secret_arns == run.stands.secret_arns
    error_message = "A second plan replaces nothing."
  }
}
