locals {
  glue_arn = "arn:${local.partition}:glue:${local.region}:${local.account_id}"
}

resource "aws_iam_role" "instance" {
  count = var.instance_role == null ? 0 : 1

  name        = var.instance_role.name
  description = "Instances of the tenant's EMR clusters reach the tenant's data with this role."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "InstancesOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_instance_profile" "instance" {
  count = var.instance_role == null ? 0 : 1

  name = var.instance_role.name
  role = aws_iam_role.instance[0].name
}

resource "aws_iam_role_policy" "instance_storage" {
  count = var.instance_role == null ? 0 : 1

  name = "own-buckets-and-keys"
  role = aws_iam_role.instance[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListDataBuckets"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
        Resource = var.instance_role.data_bucket_arns
      },
      {
        Sid      = "ReadAndWriteData"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"]
        Resource = [for arn in var.instance_role.data_bucket_arns : "${arn}/*"]
      },
      {
        # EMR's own bucket holds the release's packages and the agents of its applications.
        Sid    = "ReadBootstrap"
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [
          "${var.instance_role.bootstrap.bucket_arn}/${var.instance_role.bootstrap.prefix}*",
          "arn:${local.partition}:s3:::${local.region}.elasticmapreduce/*",
        ]
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:PutObject"]
        Resource = "${var.instance_role.logs.bucket_arn}/${var.instance_role.logs.prefix}*"
      },
      {
        Sid      = "UseKeys"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource = var.instance_role.kms_key_arns
      },
    ]
  })
}

resource "aws_iam_role_policy" "instance_catalog" {
  count = var.instance_role == null ? 0 : 1

  name = "own-databases"
  role = aws_iam_role.instance[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Spark asks for the database "default" whenever a session starts, and fails when it may not.
        Sid    = "ReadCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetTableVersion", "glue:GetTableVersions",
          "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition", "glue:GetColumnStatisticsForTable",
          "glue:GetColumnStatisticsForPartition", "glue:GetUserDefinedFunctions",
        ]
        Resource = concat(["${local.glue_arn}:catalog"], flatten([
          for database in concat(var.instance_role.database_names, ["default"]) : [
            "${local.glue_arn}:database/${database}",
            "${local.glue_arn}:table/${database}/*",
            "${local.glue_arn}:userDefinedFunction/${database}/*",
          ]
        ]))
      },
      {
        # Tables only: databases belong to Terraform.
        Sid    = "WriteTables"
        Effect = "Allow"
        Action = [
          "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable", "glue:BatchDeleteTable",
          "glue:CreatePartition", "glue:UpdatePartition", "glue:DeletePartition",
          "glue:BatchCreatePartition", "glue:BatchUpdatePartition", "glue:BatchDeletePartition",
          "glue:UpdateColumnStatisticsForTable", "glue:DeleteColumnStatisticsForTable",
          "glue:UpdateColumnStatisticsForPartition", "glue:DeleteColumnStatisticsForPartition",
        ]
        Resource = concat(["${local.glue_arn}:catalog"], flatten([
          for database in var.instance_role.database_names : [
            "${local.glue_arn}:database/${database}",
            "${local.glue_arn}:table/${database}/*",
          ]
        ]))
      },
    ]
  })
}

# A shell by Session Manager in place of SSH keys and an open port 22. The managed policy AmazonSSMManagedInstanceCore would
# also read every parameter of the account; these actions know no resource but "*".
resource "aws_iam_role_policy" "instance_shell" {
  count = var.instance_role == null ? 0 : 1

  name = "shell-by-session-manager"
  role = aws_iam_role.instance[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "OfferShell"
      Effect = "Allow"
      Action = [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
      ]
      Resource = "*"
    }]
  })
}
