# For real, on a cloud: `terraform test -test-directory=tests/live`. Profiles need a domain: the module's root makes them.

provider "aws" {
  region = "ap-south-1"
}

variables {
  role = {
    name                = "pai-risk-mlops-live-shared-studio"
    tenant              = "live"
    data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-live-shared-data"]
    kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    database_names      = ["live_raw"]
    model_package_group = "pai-risk-mlops-live-shared-models"
  }
}

run "stands" {
  assert {
    condition     = endswith(output.role_arn, ":role/pai-risk-mlops-live-shared-studio") && endswith(output.model_package_group_arn, "/pai-risk-mlops-live-shared-models")
    error_message = "Role and group have the names that were given."
  }
}

run "reaches_another_database_in_place" {
  variables {
    role = {
      name                = "pai-risk-mlops-live-shared-studio"
      tenant              = "live"
      data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-live-shared-data"]
      kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names      = ["live_raw", "live_iceberg"]
      model_package_group = "pai-risk-mlops-live-shared-models"
    }
  }

  assert {
    condition     = output.role_arn == run.stands.role_arn && strcontains(aws_iam_role_policy.catalog[0].policy, "table/live_iceberg/*")
    error_message = "The policy changes, and the role stays."
  }
}

run "drops_all_with_the_role" {
  variables {
    role = null
  }

  assert {
    condition     = output.role_arn == null && output.model_package_group_arn == null
    error_message = "Without a role nothing is made."
  }
}
