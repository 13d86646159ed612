mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-studio-default" }
  }

  mock_resource "aws_sagemaker_studio_lifecycle_config" {
    defaults = { arn = "arn:aws:sagemaker:ap-south-1:880170353725:studio-lifecycle-config/emr" }
  }
}

variables {
  name           = "pai-risk-mlops-platform-shared-studio"
  vpc_id         = "vpc-0123456789abcdef0"
  vpc_cidr       = "10.20.0.0/16"
  subnet_ids     = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  kms_key_arn    = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  home_retention = "Retain"
}

run "stays_within_the_vpc_under_the_given_key" {
  command = plan

  assert {
    condition     = aws_sagemaker_domain.this.app_network_access_type == "VpcOnly" && aws_sagemaker_domain.this.kms_key_id == var.kms_key_arn
    error_message = "Notebooks have no way of their own to the internet."
  }

  assert {
    condition     = one(aws_sagemaker_domain.this.retention_policy).home_efs_file_system == "Retain"
    error_message = "What happens to home directories is said."
  }
}

run "tells_who_it_was_and_whose_cost" {
  command = plan

  assert {
    condition     = one(aws_sagemaker_domain.this.domain_settings).execution_role_identity_config == "USER_PROFILE_NAME" && aws_sagemaker_domain.this.tag_propagation == "ENABLED"
    error_message = "CloudTrail names the profile, and apps carry the tags of their profile."
  }
}

run "gives_a_profile_without_a_role_a_role_without_rights" {
  assert {
    condition     = one(aws_sagemaker_domain.this.default_user_settings).execution_role == aws_iam_role.default.arn
    error_message = "The default role has no policy at all."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.default.assume_role_policy).Statement).Condition.StringEquals["aws:SourceAccount"] == "880170353725"
    error_message = "SageMaker assumes it for this account only."
  }
}

run "lets_notebooks_reach_clusters_and_https_and_nothing_else" {
  assert {
    condition = toset(concat(
      ["${aws_vpc_security_group_egress_rule.https.cidr_ipv4} ${aws_vpc_security_group_egress_rule.https.from_port}"],
      [for rule in aws_vpc_security_group_egress_rule.clusters : "${rule.cidr_ipv4} ${rule.from_port}"],
    )) == toset(["0.0.0.0/0 443", "10.20.0.0/16 8998", "10.20.0.0/16 8889"])
    error_message = "Livy and Trino within the VPC, HTTPS anywhere."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.kernels.referenced_security_group_id == aws_security_group.this.id
    error_message = "Only notebooks reach notebooks."
  }
}

run "stops_idle_notebooks" {
  command = plan

  assert {
    condition     = one(one(one(aws_sagemaker_domain.this.default_user_settings).jupyter_lab_app_settings).app_lifecycle_management).idle_settings[0].idle_timeout_in_minutes == 120
    error_message = "An instance that nobody uses stops after two hours."
  }
}

run "makes_the_groups_of_models_that_are_named" {
  command = plan

  variables {
    model_package_groups = { pai-risk-mlops-platform-shared-models = "Models that tenants share." }
  }

  assert {
    condition     = aws_sagemaker_model_package_group.this["pai-risk-mlops-platform-shared-models"].model_package_group_description == "Models that tenants share."
    error_message = "A group says what its models are for."
  }
}

run "refuses_a_retention_that_is_none" {
  command = plan

  variables {
    home_retention = "Keep"
  }

  expect_failures = [var.home_retention]
}

run "refuses_an_idle_time_that_sagemaker_refuses" {
  command = plan

  variables {
    idle_minutes = 30
  }

  expect_failures = [var.idle_minutes]
}
