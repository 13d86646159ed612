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

run "records_what_is_done_with_the_account_in_every_region" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.include_global_service_events && aws_cloudtrail.this.enable_log_file_validation
    error_message = "The trail hears every region and IAM, and its files can be checked against tampering."
  }

  assert {
    condition     = one(flatten([for s in aws_cloudtrail.this.advanced_event_selector : [for field in s.field_selector : field.equals] if s.name == "What is done with the account"])) == "Management"
    error_message = "Reads and writes of management are recorded alike."
  }
}

run "records_who_reads_and_writes_states" {
  command = plan

  assert {
    condition = one(flatten([
      for selector in aws_cloudtrail.this.advanced_event_selector : [for field in selector.field_selector : field.starts_with if field.field == "resources.ARN"]
    ])) == "arn:aws:s3:::pai-risk-mlops-v1-foundation-tfstates/"
    error_message = "The slash at the end keeps out buckets whose names begin alike."
  }
}

run "records_no_objects_unless_told" {
  command = plan

  variables {
    object_event_bucket_arns = []
  }

  assert {
    condition     = length(aws_cloudtrail.this.advanced_event_selector) == 1
    error_message = "Events of objects cost by the event."
  }
}

run "refuses_every_bucket" {
  command = plan

  variables {
    object_event_bucket_arns = ["arn:aws:s3:::*"]
  }

  expect_failures = [var.object_event_bucket_arns]
}
