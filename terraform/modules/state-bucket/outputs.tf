output "bucket_name" {
  description = "Name of the state bucket, as the backends write it. Known once the bucket is closed and versioned."
  value       = aws_s3_bucket.this.bucket

  depends_on = [
    aws_s3_bucket_policy.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}

output "bucket_arn" {
  description = "ARN of the state bucket, for policies that let a role plan or apply."
  value       = aws_s3_bucket.this.arn
}
