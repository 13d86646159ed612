mock_provider "aws" {}

variables {
  bucket_name = "pai-risk-mlops-v1-foundation-tfstates"
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
    error_message = "State holds secrets: no public access of any kind."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Objects belong to the bucket's owner, and ACLs are off."
  }
}

run "denies_plain_http_to_everyone" {
  override_resource {
    target = aws_s3_bucket.this
    values = { arn = "arn:aws:s3:::pai-risk-mlops-v1-foundation-tfstates" }
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        "arn:aws:s3:::pai-risk-mlops-v1-foundation-tfstates",
        "arn:aws:s3:::pai-risk-mlops-v1-foundation-tfstates/*",
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The policy denies every action without TLS, on the bucket and on its objects."
  }
}

run "refuses_a_name_that_s3_refuses" {
  command = plan

  variables {
    bucket_name = "Pai_Risk"
  }

  expect_failures = [var.bucket_name]
}
