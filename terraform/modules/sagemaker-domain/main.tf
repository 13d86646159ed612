data "aws_caller_identity" "current" {}

locals {
  # Encoded as SageMaker wants it. A configuration cannot change, so its name follows from what it says.
  analytics = base64encode(templatefile("${path.module}/files/analytics.sh", { index_url = var.package_index_url == null ? "" : var.package_index_url }))
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = var.name
  auth_mode               = "IAM"
  vpc_id                  = var.vpc_id
  subnet_ids              = var.subnet_ids
  kms_key_id              = var.kms_key_arn
  app_network_access_type = "VpcOnly"

  # What a notebook costs counts to the budget of its user's tenant.
  tag_propagation = "ENABLED"

  default_user_settings {
    execution_role      = aws_iam_role.default.arn
    security_groups     = [aws_security_group.this.id]
    studio_web_portal   = "ENABLED"
    default_landing_uri = "studio::"

    jupyter_lab_app_settings {
      lifecycle_config_arns = [aws_sagemaker_studio_lifecycle_config.analytics.arn]

      default_resource_spec {
        instance_type        = var.instance_type
        lifecycle_config_arn = aws_sagemaker_studio_lifecycle_config.analytics.arn
      }

      app_lifecycle_management {
        idle_settings {
          lifecycle_management    = "ENABLED"
          idle_timeout_in_minutes = var.idle_minutes
        }
      }
    }

    # Results of queries leave a notebook by its tenant's bucket, not by a shared one.
    sharing_settings {
      notebook_output_option = "Disabled"
    }

    space_storage_settings {
      default_ebs_storage_settings {
        default_ebs_volume_size_in_gb = var.disk_gib.default
        maximum_ebs_volume_size_in_gb = var.disk_gib.max
      }
    }
  }

  # CloudTrail then tells which person of a tenant did what, and not only that its role did.
  domain_settings {
    execution_role_identity_config = "USER_PROFILE_NAME"

    docker_settings {
      enable_docker_access = "DISABLED"
    }
  }

  retention_policy {
    home_efs_file_system = var.home_retention
  }
}

resource "aws_sagemaker_studio_lifecycle_config" "analytics" {
  studio_lifecycle_config_name     = "${var.name}-emr-${substr(sha256(local.analytics), 0, 8)}"
  studio_lifecycle_config_app_type = "JupyterLab"
  studio_lifecycle_config_content  = local.analytics

  lifecycle {
    create_before_destroy = true
  }
}

# A domain must name a role for those who have none. This one may do nothing: each tenant's profiles name their own.
resource "aws_iam_role" "default" {
  name        = "${var.name}-default"
  description = "Notebooks without a role of their own; may do nothing."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SageMakerOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "sagemaker.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:SetSourceIdentity"]
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_sagemaker_model_package_group" "this" {
  for_each = var.model_package_groups

  model_package_group_name        = each.key
  model_package_group_description = each.value
}
