data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # The account's own IAM policies decide first; without this statement the key could lose its last administrator.
  account_statement = {
    Sid       = "AccountDecidesByIam"
    Effect    = "Allow"
    Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }

  user_statements = [
    {
      Sid       = "UsersEncryptAndDecrypt"
      Effect    = "Allow"
      Principal = { AWS = var.user_arns }
      Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      Resource  = "*"
    },
    {
      Sid       = "UsersLendTheKeyToAwsOnly"
      Effect    = "Allow"
      Principal = { AWS = var.user_arns }
      Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
      Resource  = "*"
      Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
    },
  ]

  service_statement = {
    Sid       = "ServicesActForThisAccount"
    Effect    = "Allow"
    Principal = { Service = var.services }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
  }

  # CloudWatch Logs says for which log group it asks, and nothing else that could be compared.
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (read 2026-11)
  log_statement = {
    Sid       = "LogGroupsOfThisAccount"
    Effect    = "Allow"
    Principal = { Service = "logs.${data.aws_region.current.region}.amazonaws.com" }
    Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    Resource  = "*"
    Condition = {
      ArnLike = {
        "kms:EncryptionContext:aws:logs:arn" = [
          for prefix in var.log_group_prefixes :
          "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:${prefix}*"
        ]
      }
    }
  }

  # KMS refuses a statement without principals, so those of an empty list are left out.
  statements = concat(
    [local.account_statement],
    [for statement in local.user_statements : statement if length(var.user_arns) > 0],
    [for statement in [local.service_statement] : statement if length(var.services) > 0],
    [for statement in [local.log_statement] : statement if length(var.log_group_prefixes) > 0],
  )
}

resource "aws_kms_key" "this" {
  description             = var.description
  deletion_window_in_days = var.deletion_window_days
  enable_key_rotation     = true

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.alias}"
  target_key_id = aws_kms_key.this.key_id
}
