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

run "installs_the_extension_in_the_versions_that_are_tested_together" {
  assert {
    condition = alltrue([
      for pin in ["sagemaker-studio-analytics-extension==0.3.0", "sparkmagic==0.22.0", "'ipython<9'", "'setuptools<81'"] :
      strcontains(base64decode(aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_content), pin)
    ])
    error_message = "Other versions break the magic: IPython 9 does."
  }

  assert {
    condition     = aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_app_type == "JupyterLab" && length(base64decode(aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_content)) < 16384
    error_message = "JupyterLab runs it, and SageMaker takes 16 KiB."
  }

  assert {
    condition     = one(one(aws_sagemaker_domain.this.default_user_settings).jupyter_lab_app_settings).default_resource_spec[0].lifecycle_config_arn == aws_sagemaker_studio_lifecycle_config.analytics.arn
    error_message = "It runs unless a user picks another."
  }
}

run "takes_another_name_when_it_says_something_else" {
  command = plan

  variables {
    package_index_url = "https://packages.example.com/simple/"
  }

  assert {
    condition     = aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_name != run.installs_the_extension_in_the_versions_that_are_tested_together.lifecycle_config_name
    error_message = "A configuration cannot change, so the new one stands beside the old one first."
  }

  assert {
    condition     = strcontains(base64decode(aws_sagemaker_studio_lifecycle_config.analytics.studio_lifecycle_config_content), "export PIP_INDEX_URL='https://packages.example.com/simple/'")
    error_message = "Packages come from the index that was given."
  }
}

run "refuses_an_index_with_a_password" {
  command = plan

  variables {
    package_index_url = "https://user:secret@packages.example.com/simple/"
  }

  expect_failures = [var.package_index_url]
}
