# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS the lock of a day keeps the bucket for a day.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name        = "pai-risk-mlops-live-shared-audit"
  bucket_name = "pai-risk-mlops-live-shared-audit"
  lock        = { mode = "GOVERNANCE", days = 1 }
  expire_days = 30
}

run "stands" {
  assert {
    condition     = endswith(output.trail_arn, ":trail/pai-risk-mlops-live-shared-audit")
    error_message = "The trail has the name that was given."
  }
}

run "records_objects_and_locks_longer_in_place" {
  variables {
    lock                     = { mode = "GOVERNANCE", days = 2 }
    object_event_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-live-shared-state"]
  }

  assert {
    condition     = output.trail_arn == run.stands.trail_arn && length(aws_cloudtrail.this.advanced_event_selector) == 2
    error_message = "The trail stays and records more."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    lock                     = { mode = "GOVERNANCE", days = 2 }
    object_event_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-live-shared-state"]
  }

  assert {
    condition     = output.bucket_arn == run.stands.bucket_arn && output.kms_key_arn == run.stands.kms_key_arn
    error_message = "A second plan replaces nothing."
  }
}
