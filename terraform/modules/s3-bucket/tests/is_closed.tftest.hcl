mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-fraud-shared-data"
  kms_key_arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
}

run "blocks_all_four_kinds_of_public_access" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "No bucket of the platform is public in any way."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Objects belong to the bucket's owner, and ACLs are off."
  }
}

run "denies_plain_http_on_the_bucket_and_on_its_objects" {
  override_resource {
    target = aws_s3_bucket.this
    values = { arn = "arn:aws:s3:::pai-risk-mlops-fraud-shared-data" }
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        "arn:aws:s3:::pai-risk-mlops-fraud-shared-data",
        "arn:aws:s3:::pai-risk-mlops-fraud-shared-data/*",
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The policy denies every action without TLS, to everyone."
  }
}
