mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001" }
  }
}

override_resource {
  target = aws_s3_bucket.this
  values = { arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-audit", id = "pai-risk-mlops-platform-shared-audit" }
}

variables {
  name                     = "pai-risk-mlops-platform-shared-audit"
  bucket_name              = "pai-risk-mlops-platform-shared-audit"
  lock                     = { mode = "COMPLIANCE", days = 400 }
  expire_days              = 430
  object_event_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-v1-foundation-tfstates"]
}

run "locks_every_file_from_the_first_day" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled
    error_message = "A bucket that was made without a lock has files without one."
  }

  assert {
    condition     = one(one(aws_s3_bucket_object_lock_configuration.this.rule).default_retention).mode == "COMPLIANCE" && one(one(aws_s3_bucket_object_lock_configuration.this.rule).default_retention).days == 400
    error_message = "The lock is the one that was given."
  }
}

run "lets_only_this_trail_write" {
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement :
      statement.Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:ap-south-1:880170353725:trail/pai-risk-mlops-platform-shared-audit"
      if statement.Effect == "Allow"
    ])
    error_message = "No other trail, of this account or of another, writes into the bucket."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Sid if statement.Effect == "Deny"]) == "DenyPlainHttp"
    error_message = "Nothing comes without TLS."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Condition.StringLike["kms:EncryptionContext:aws:cloudtrail:arn"] if statement.Sid == "TrailEncrypts"]) == "arn:aws:cloudtrail:*:880170353725:trail/*"
    error_message = "The key encrypts for trails of this account."
  }
}

run "blocks_all_four_kinds_of_public_access" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "The record of the account is public in no way."
  }
}

run "refuses_to_expire_what_is_locked" {
  command = plan

  variables {
    expire_days = 400
  }

  expect_failures = [var.expire_days]
}

run "refuses_a_lock_that_is_none" {
  command = plan

  variables {
    lock = { mode = "NONE", days = 400 }
  }

  expect_failures = [var.lock]
}
