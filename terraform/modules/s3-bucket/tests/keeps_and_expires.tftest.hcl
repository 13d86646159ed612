mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-fraud-shared-data"
  kms_key_arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
}

run "keeps_versions_for_thirty_days" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "Versions are kept unless told otherwise."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration).noncurrent_days == 30
    error_message = "Old versions go after 30 days."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[0].abort_incomplete_multipart_upload).days_after_initiation == 7
    error_message = "Interrupted uploads go after 7 days."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this.rule) == 1
    error_message = "Current objects stay for ever unless a prefix says otherwise."
  }
}

run "expires_objects_under_a_prefix" {
  command = plan

  variables {
    expire_days_by_prefix = { "trino-exchange/" = 2, "logs/" = 90 }
  }

  assert {
    condition = {
      for rule in slice(aws_s3_bucket_lifecycle_configuration.this.rule, 1, 3) : one(rule.filter).prefix => one(rule.expiration).days
    } == { "logs/" = 90, "trino-exchange/" = 2 }
    error_message = "Each prefix expires after its own days."
  }
}

run "keeps_its_objects_on_destroy_unless_told" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.force_destroy == false
    error_message = "Destroying a bucket must not take its objects with it."
  }
}

run "suspends_versions_of_what_can_be_made_again" {
  command = plan

  variables {
    versioning_enabled = false
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Suspended"
    error_message = "versioning_enabled = false suspends versions."
  }
}

run "refuses_a_prefix_that_matches_its_neighbours" {
  command = plan

  variables {
    expire_days_by_prefix = { "logs" = 90 }
  }

  expect_failures = [var.expire_days_by_prefix]
}

run "refuses_to_expire_after_no_days" {
  command = plan

  variables {
    expire_days_by_prefix = { "logs/" = 0 }
  }

  expect_failures = [var.expire_days_by_prefix]
}
