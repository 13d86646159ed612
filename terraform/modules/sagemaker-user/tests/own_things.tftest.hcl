mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  role = {
    name                = "pai-risk-mlops-fraud-shared-studio"
    tenant              = "fraud"
    data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
    kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    database_names      = ["fraud_iceberg", "fraud_raw"]
    model_package_group = "pai-risk-mlops-fraud-shared-models"
  }
}

run "reaches_own_buckets_keys_and_databases" {
  command = plan

  assert {
    condition     = toset(flatten([for s in jsondecode(aws_iam_role_policy.storage[0].policy).Statement : s.Resource])) == toset(concat(var.role.data_bucket_arns, ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data/*"], var.role.kms_key_arns))
    error_message = "No bucket and no key but those that were given."
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.catalog[0].policy).Statement : s.Resource])) == toset([
      "arn:aws:glue:ap-south-1:880170353725:catalog",
      "arn:aws:glue:ap-south-1:880170353725:database/fraud_iceberg", "arn:aws:glue:ap-south-1:880170353725:table/fraud_iceberg/*",
      "arn:aws:glue:ap-south-1:880170353725:database/fraud_raw", "arn:aws:glue:ap-south-1:880170353725:table/fraud_raw/*",
    ])
    error_message = "No database but those that were given."
  }

  assert {
    condition     = !anytrue([for action in flatten([for s in jsondecode(aws_iam_role_policy.catalog[0].policy).Statement : s.Action]) : endswith(action, "Database") && !startswith(action, "glue:Get")])
    error_message = "Databases belong to Terraform."
  }
}

run "registers_models_in_its_own_group" {
  command = plan

  assert {
    condition = one([for s in jsondecode(aws_iam_role_policy.studio[0].policy).Statement : s.Resource if s.Sid == "RegisterOwnModels"]) == [
      "arn:aws:sagemaker:ap-south-1:880170353725:model-package-group/pai-risk-mlops-fraud-shared-models",
      "arn:aws:sagemaker:ap-south-1:880170353725:model-package/pai-risk-mlops-fraud-shared-models/*",
    ]
    error_message = "No version lands in another tenant's group."
  }
}

run "manages_its_own_private_spaces_only" {
  command = plan

  assert {
    condition = alltrue([
      for s in jsondecode(aws_iam_role_policy.studio[0].policy).Statement :
      s.Condition.ArnEquals["sagemaker:OwnerUserProfileArn"] == "arn:aws:sagemaker:ap-south-1:880170353725:user-profile/$${sagemaker:DomainId}/$${sagemaker:UserProfileName}"
      if contains(["RunAppsInOwnSpaces", "ManageOwnSpaces"], s.Sid)
    ])
    error_message = "IAM fills in the profile of the session."
  }
}

run "is_assumed_by_sagemaker_with_a_name" {
  command = plan

  assert {
    condition     = one(jsondecode(aws_iam_role.this[0].assume_role_policy).Statement).Action == ["sts:AssumeRole", "sts:SetSourceIdentity"]
    error_message = "Without the second action a domain that names its users cannot assume the role."
  }
}

run "refuses_a_pattern_of_databases" {
  command = plan

  variables {
    role = {
      name                = "pai-risk-mlops-fraud-shared-studio"
      tenant              = "fraud"
      data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
      kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names      = ["fraud_*"]
      model_package_group = "pai-risk-mlops-fraud-shared-models"
    }
  }

  expect_failures = [var.role]
}

run "refuses_a_bucket_with_a_wildcard" {
  command = plan

  variables {
    role = {
      name                = "pai-risk-mlops-fraud-shared-studio"
      tenant              = "fraud"
      data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-*"]
      kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names      = ["fraud_raw"]
      model_package_group = "pai-risk-mlops-fraud-shared-models"
    }
  }

  expect_failures = [var.role]
}
