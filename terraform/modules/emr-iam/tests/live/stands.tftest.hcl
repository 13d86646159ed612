# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  service_role = {
    name                = "pai-risk-mlops-live-shared-emr-service"
    instance_role_names = ["pai-risk-mlops-*-shared-emr-instance"]
    key_aliases         = ["alias/pai-risk-mlops-*-shared-key"]
  }

  instance_role = {
    name             = "pai-risk-mlops-live-shared-emr-instance"
    data_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-live-shared-data"]
    kms_key_arns     = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    database_names   = ["live_raw"]
    bootstrap        = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-live-shared-data", prefix = "bootstrap/" }
    logs             = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-live-shared-data", prefix = "logs/" }
  }
}

run "stands" {
  assert {
    condition     = endswith(output.service_role_arn, ":role/pai-risk-mlops-live-shared-emr-service")
    error_message = "The service role has the name that was given."
  }

  assert {
    condition     = endswith(output.instance_profile_arn, ":instance-profile/pai-risk-mlops-live-shared-emr-instance")
    error_message = "The instance profile has the name of its role."
  }
}

run "stays_as_it_is" {
  command = plan

  assert {
    condition     = output.instance_profile_arn == run.stands.instance_profile_arn && output.service_role_arn == run.stands.service_role_arn
    error_message = "A second plan replaces nothing."
  }
}

run "drops_the_instance_role_alone" {
  variables {
    instance_role = null
  }

  assert {
    condition     = output.instance_role_arn == null && output.service_role_arn == run.stands.service_role_arn
    error_message = "Either role goes without the other."
  }
}
