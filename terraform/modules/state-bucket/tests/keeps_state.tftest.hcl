mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-v1-foundation-tfstates"
}

run "keeps_every_version_of_state" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "State without versions cannot be restored."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90
    error_message = "Old state is kept for 90 days."
  }
}

run "forgets_old_leases_after_a_day" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[1].filter).prefix == "leases/"
    error_message = "The rule for leases matches leases only."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[1].noncurrent_version_expiration).noncurrent_days == 1
    error_message = "A lease is rewritten every 10 seconds: its old versions go after one day."
  }
}

run "keeps_its_objects_on_destroy_unless_told" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.force_destroy == false
    error_message = "Destroying the bucket must not take the state with it."
  }
}

run "refuses_to_forget_state_within_a_month" {
  command = plan

  variables {
    noncurrent_days = 7
  }

  expect_failures = [var.noncurrent_days]
}

run "refuses_a_lease_prefix_that_matches_all_state" {
  command = plan

  variables {
    lease_prefix = ""
  }

  expect_failures = [var.lease_prefix]
}
