mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-fraud-shared-data"
  kms_key_arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
}

run "encrypts_with_the_tenants_key_through_a_bucket_key" {
  command = plan

  assert {
    condition = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default) == {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
    error_message = "Objects are encrypted with the key that was given."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "A bucket key saves a call to KMS per object."
  }
}

run "refuses_a_bucket_without_a_key_of_its_own" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/s3"
  }

  expect_failures = [var.kms_key_arn]
}
