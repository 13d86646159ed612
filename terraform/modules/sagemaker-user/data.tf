resource "aws_iam_role_policy" "storage" {
  count = var.role == null ? 0 : 1

  name = "own-buckets-and-keys"
  role = aws_iam_role.this[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListDataBuckets"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
        Resource = var.role.data_bucket_arns
      },
      {
        Sid      = "ReadAndWriteData"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"]
        Resource = [for arn in var.role.data_bucket_arns : "${arn}/*"]
      },
      {
        Sid      = "UseKeys"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource = var.role.kms_key_arns
      },
      {
        # SageMaker attaches the disk of a notebook's instance in the name of this role.
        Sid       = "LendKeysToDisks"
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = var.role.kms_key_arns
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "catalog" {
  count = var.role == null ? 0 : 1

  name = "own-databases"
  role = aws_iam_role.this[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ReadCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetTableVersion", "glue:GetTableVersions",
          "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition",
        ]
        Resource = local.catalog
      },
      {
        # Tables only: databases belong to Terraform.
        Sid    = "WriteTables"
        Effect = "Allow"
        Action = [
          "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable",
          "glue:CreatePartition", "glue:UpdatePartition", "glue:DeletePartition", "glue:BatchCreatePartition", "glue:BatchDeletePartition",
        ]
        Resource = local.catalog
      },
    ]
  })
}

locals {
  catalog = var.role == null ? [] : concat(["${local.glue_arn}:catalog"], flatten([
    for database in var.role.database_names : ["${local.glue_arn}:database/${database}", "${local.glue_arn}:table/${database}/*"]
  ]))
}
