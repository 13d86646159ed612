mock_provider "aws" {}

variables {
  profiles = {
    names                = ["pai-risk-mlops-fraud-shared-studio"]
    domain_id            = "d-abcdefghijkl"
    execution_role_arn   = "arn:aws:iam::880170353725:role/pai-risk-mlops-fraud-shared-studio"
    security_group_ids   = ["sg-0123456789abcdef0"]
    lifecycle_config_arn = "arn:aws:sagemaker:ap-south-1:880170353725:studio-lifecycle-config/emr"
  }
}

run "gives_a_profile_its_role_its_group_and_the_extension" {
  command = plan

  assert {
    condition = [
      one(aws_sagemaker_user_profile.this["pai-risk-mlops-fraud-shared-studio"].user_settings).execution_role,
      one(one(aws_sagemaker_user_profile.this["pai-risk-mlops-fraud-shared-studio"].user_settings).security_groups),
      one(one(aws_sagemaker_user_profile.this["pai-risk-mlops-fraud-shared-studio"].user_settings).jupyter_lab_app_settings).default_resource_spec[0].lifecycle_config_arn,
    ] == [var.profiles.execution_role_arn, "sg-0123456789abcdef0", var.profiles.lifecycle_config_arn]
    error_message = "The profile has the tenant's role, and its notebooks start with the extension."
  }
}

run "makes_profiles_alone" {
  command = plan

  assert {
    condition     = length(aws_iam_role.this) + length(aws_sagemaker_model_package_group.this) == 0
    error_message = "Without a role there are only profiles."
  }
}

run "refuses_a_domain_by_its_name" {
  command = plan

  variables {
    profiles = {
      names                = ["fraud"]
      domain_id            = "pai-risk-mlops-platform-shared-studio"
      execution_role_arn   = "arn:aws:iam::880170353725:role/pai-risk-mlops-fraud-shared-studio"
      security_group_ids   = ["sg-0123456789abcdef0"]
      lifecycle_config_arn = "arn:aws:sagemaker:ap-south-1:880170353725:studio-lifecycle-config/emr"
    }
  }

  expect_failures = [var.profiles]
}

run "refuses_a_profile_without_a_security_group" {
  command = plan

  variables {
    profiles = {
      names                = ["fraud"]
      domain_id            = "d-abcdefghijkl"
      execution_role_arn   = "arn:aws:iam::880170353725:role/pai-risk-mlops-fraud-shared-studio"
      security_group_ids   = []
      lifecycle_config_arn = "arn:aws:sagemaker:ap-south-1:880170353725:studio-lifecycle-config/emr"
    }
  }

  expect_failures = [var.profiles]
}
