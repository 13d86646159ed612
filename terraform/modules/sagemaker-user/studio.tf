# What the pages of Studio do in the user's name: private spaces of one's own, and versions of the tenant's models.
resource "aws_iam_role_policy" "studio" {
  count = var.role == null ? 0 : 1

  name = "own-spaces-and-models"
  role = aws_iam_role.this[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SeeStudio"
        Effect = "Allow"
        Action = [
          "sagemaker:DescribeApp", "sagemaker:DescribeDomain", "sagemaker:DescribeSpace", "sagemaker:DescribeUserProfile",
          "sagemaker:ListApps", "sagemaker:ListDomains", "sagemaker:ListSpaces", "sagemaker:ListUserProfiles",
        ]
        Resource = "*"
      },
      {
        Sid      = "RunAppsInOwnSpaces"
        Effect   = "Allow"
        Action   = ["sagemaker:CreateApp", "sagemaker:DeleteApp"]
        Resource = "${local.sagemaker_arn}:app/*"
        Condition = {
          ArnEquals    = { "sagemaker:OwnerUserProfileArn" = local.own_profile }
          StringEquals = { "sagemaker:SpaceSharingType" = "Private" }
        }
      },
      {
        Sid      = "ManageOwnSpaces"
        Effect   = "Allow"
        Action   = ["sagemaker:CreateSpace", "sagemaker:DeleteSpace", "sagemaker:UpdateSpace"]
        Resource = "${local.sagemaker_arn}:space/*"
        Condition = {
          ArnEquals    = { "sagemaker:OwnerUserProfileArn" = local.own_profile }
          StringEquals = { "sagemaker:SpaceSharingType" = "Private" }
        }
      },
      {
        Sid    = "RegisterOwnModels"
        Effect = "Allow"
        Action = [
          "sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup",
          "sagemaker:ListModelPackages", "sagemaker:UpdateModelPackage",
        ]
        Resource = [
          "${local.sagemaker_arn}:model-package-group/${lower(var.role.model_package_group)}",
          "${local.sagemaker_arn}:model-package/${lower(var.role.model_package_group)}/*",
        ]
      },
    ]
  })
}

locals {
  # Two variables of policies, filled by IAM from the session and not by Terraform.
  # https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-spaces.html (read 2026-11)
  own_profile = "${local.sagemaker_arn}:user-profile/$${sagemaker:DomainId}/$${sagemaker:UserProfileName}"
}
