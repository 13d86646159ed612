resource "aws_iam_role" "service" {
  count = var.service_role == null ? 0 : 1

  name        = var.service_role.name
  description = "EMR launches and ends the instances of clusters with this role."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EmrOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "elasticmapreduce.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:elasticmapreduce:${local.region}:${local.account_id}:*" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "service" {
  count = var.service_role == null ? 0 : 1

  role       = aws_iam_role.service[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2"
}

# What the managed policy leaves to its user: the roles to pass, the keys of disks, and fleets with an allocation strategy.
resource "aws_iam_role_policy" "service" {
  count = var.service_role == null ? 0 : 1

  name = "instances-disks-and-fleets"
  role = aws_iam_role.service[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PassInstanceRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [for name in var.service_role.instance_role_names : "arn:${local.partition}:iam::${local.account_id}:role/${name}"]
        Condition = { StringLike = { "iam:PassedToService" = "ec2.amazonaws.com*" } }
      },
      {
        Sid       = "EncryptDisks"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
        Condition = { "ForAnyValue:StringLike" = { "kms:ResourceAliases" = var.service_role.key_aliases } }
      },
      {
        Sid      = "LendDiskKeysToEc2"
        Effect   = "Allow"
        Action   = "kms:CreateGrant"
        Resource = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
        Condition = {
          "ForAnyValue:StringLike" = { "kms:ResourceAliases" = var.service_role.key_aliases }
          Bool                     = { "kms:GrantIsForAWSResource" = "true" }
        }
      },
      {
        Sid       = "CreateTaggedFleets"
        Effect    = "Allow"
        Action    = ["ec2:CreateFleet", "ec2:CreateLaunchTemplate"]
        Resource  = [for kind in ["fleet", "launch-template"] : "arn:${local.partition}:ec2:${local.region}:${local.account_id}:${kind}/*"]
        Condition = { StringEquals = { "aws:RequestTag/${local.emr_tag}" = "true" } }
      },
      {
        Sid       = "UseTaggedLaunchTemplates"
        Effect    = "Allow"
        Action    = ["ec2:CreateFleet", "ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplate"]
        Resource  = "arn:${local.partition}:ec2:${local.region}:${local.account_id}:launch-template/*"
        Condition = { StringEquals = { "aws:ResourceTag/${local.emr_tag}" = "true" } }
      },
      {
        Sid      = "SeeLaunchTemplates"
        Effect   = "Allow"
        Action   = "ec2:DescribeLaunchTemplates"
        Resource = "*"
      },
    ]
  })
}
