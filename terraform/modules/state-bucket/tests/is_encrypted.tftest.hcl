mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-v1-foundation-tfstates"
}

run "encrypts_with_aes256_when_there_is_no_key_yet" {
  command = plan

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : one(rule.apply_server_side_encryption_by_default).sse_algorithm
    ] == ["AES256"]
    error_message = "Without a key the bucket encrypts with AES256."
  }
}

run "encrypts_with_the_key_and_a_bucket_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : one(rule.apply_server_side_encryption_by_default).sse_algorithm
    ] == ["aws:kms"]
    error_message = "With a key the bucket encrypts with aws:kms."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "A bucket key saves a call to KMS per object."
  }
}

run "refuses_an_alias_in_place_of_a_key" {
  command = plan

  variables {
    kms_key_arn = "alias/pai-risk-mlops"
  }

  expect_failures = [var.kms_key_arn]
}
