output "trail_arn" {
  description = "ARN of the trail."
  value       = aws_cloudtrail.this.arn
}

output "trail_name" {
  description = "Name of the trail."
  value       = aws_cloudtrail.this.name
}

output "bucket_name" {
  description = "Bucket of the trail's files."
  value       = aws_s3_bucket.this.bucket
}

output "bucket_arn" {
  description = "ARN of the bucket of the trail's files."
  value       = aws_s3_bucket.this.arn
}

output "kms_key_arn" {
  description = "Key of the trail's files, which a reader needs."
  value       = aws_kms_key.this.arn
}
