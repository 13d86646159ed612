data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  glue_arn      = "arn:${local.partition}:glue:${local.region}:${local.account_id}"
  sagemaker_arn = "arn:${local.partition}:sagemaker:${local.region}:${local.account_id}"
}

resource "aws_iam_role" "this" {
  count = var.role == null ? 0 : 1

  name        = var.role.name
  description = "Notebooks of the tenant ${var.role.tenant}."

  # SageMaker names the user's profile as the source identity of the session, so that CloudTrail tells who it was.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SageMakerOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "sagemaker.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:SetSourceIdentity"]
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })
}

resource "aws_sagemaker_model_package_group" "this" {
  count = var.role == null ? 0 : 1

  model_package_group_name        = var.role.model_package_group
  model_package_group_description = "Models of the tenant ${var.role.tenant}."
}

resource "aws_sagemaker_user_profile" "this" {
  for_each = var.profiles == null ? toset([]) : var.profiles.names

  domain_id         = var.profiles.domain_id
  user_profile_name = each.value

  user_settings {
    execution_role  = var.profiles.execution_role_arn
    security_groups = var.profiles.security_group_ids

    jupyter_lab_app_settings {
      lifecycle_config_arns = [var.profiles.lifecycle_config_arn]

      default_resource_spec {
        instance_type        = var.profiles.instance_type
        lifecycle_config_arn = var.profiles.lifecycle_config_arn
      }
    }
  }
}
