output "bucket_name" {
  description = "Name of the bucket. Known once the bucket is encrypted and closed, so that nothing is written before."
  value       = aws_s3_bucket.this.bucket

  depends_on = [
    aws_s3_bucket_policy.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
  ]
}

output "bucket_arn" {
  description = "ARN of the bucket, for policies."
  value       = aws_s3_bucket.this.arn
}
