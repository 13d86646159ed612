# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  bucket_name = "pai-risk-mlops-v1-live-tfstates"
}

run "stands" {
  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::pai-risk-mlops-v1-live-tfstates"
    error_message = "The bucket has the name that was given."
  }
}

run "stays_as_it_is" {
  command = plan

  assert {
    condition     = output.bucket_arn == run.stands.bucket_arn
    error_message = "A second plan replaces nothing."
  }
}

run "keeps_old_state_longer" {
  variables {
    noncurrent_days = 120
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration).noncurrent_days == 120
    error_message = "The rule changes in place."
  }
}
