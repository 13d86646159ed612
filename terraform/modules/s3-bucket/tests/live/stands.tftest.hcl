# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  bucket_name = "pai-risk-mlops-live-shared-data"
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-data-key"
    description = "Nothing: a test."
  }
}

run "stands" {
  variables {
    kms_key_arn           = run.has_a_key.key_arn
    expire_days_by_prefix = { "logs/" = 90 }
  }

  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::pai-risk-mlops-live-shared-data"
    error_message = "The bucket has the name that was given."
  }
}

run "expires_another_prefix_too" {
  variables {
    kms_key_arn           = run.has_a_key.key_arn
    expire_days_by_prefix = { "logs/" = 30, "trino-exchange/" = 2 }
  }

  assert {
    condition     = [for rule in slice(aws_s3_bucket_lifecycle_configuration.this.rule, 1, 3) : one(rule.expiration).days] == [30, 2]
    error_message = "The rules change in place."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    kms_key_arn           = run.has_a_key.key_arn
    expire_days_by_prefix = { "logs/" = 30, "trino-exchange/" = 2 }
  }

  assert {
    condition     = output.bucket_arn == run.stands.bucket_arn
    error_message = "A second plan replaces nothing."
  }
}
