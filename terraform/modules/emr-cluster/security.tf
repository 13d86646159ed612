resource "aws_emr_security_configuration" "this" {
  name = var.name

  configuration = jsonencode({
    EncryptionConfiguration = {
      EnableInTransitEncryption = false
      EnableAtRestEncryption    = true
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration = {
          EncryptionMode = "SSE-KMS"
          AwsKmsKey      = var.kms_key_arn
        }
        LocalDiskEncryptionConfiguration = {
          EncryptionKeyProviderType = "AwsKms"
          AwsKmsKey                 = var.kms_key_arn
          EnableEbsEncryption       = true
        }
      }
    }
    # Version 2 alone, so that a query that can be made to fetch a URL cannot fetch the instance role's credentials.
    InstanceMetadataServiceConfiguration = {
      MinimumInstanceMetadataServiceVersion = 2
      HttpPutResponseHopLimit               = 1
    }
  })
}

# The key keeps its name when the script changes: new nodes take the new script, and the cluster is not replaced.
resource "aws_s3_object" "bootstrap" {
  bucket  = var.bootstrap.bucket_name
  key     = "${var.bootstrap.prefix}${var.name}/bootstrap.sh"
  content = file("${path.module}/files/bootstrap.sh")
}
