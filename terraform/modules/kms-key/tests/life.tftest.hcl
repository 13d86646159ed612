mock_provider "aws" {}

variables {
  alias       = "pai-risk-mlops-fraud-shared-key"
  description = "Data of tenant fraud."
}

run "rotates_and_waits_a_month_before_it_is_deleted" {
  command = plan

  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "Keys rotate."
  }

  assert {
    condition     = aws_kms_key.this.deletion_window_in_days == 30
    error_message = "A month remains to take a deletion back."
  }

  assert {
    condition     = aws_kms_alias.this.name == "alias/pai-risk-mlops-fraud-shared-key"
    error_message = "The alias is the name that was given, after alias/."
  }
}

run "refuses_an_alias_of_aws" {
  command = plan

  variables {
    alias = "aws/s3"
  }

  expect_failures = [var.alias]
}

run "refuses_a_waiting_time_that_kms_refuses" {
  command = plan

  variables {
    deletion_window_days = 6
  }

  expect_failures = [var.deletion_window_days]
}
