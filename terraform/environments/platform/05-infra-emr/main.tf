# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

module "key" {
  source = "../../../modules/kms-key"

  alias       = "pai-risk-mlops-platform-shared-emr-key"
  description = "Bootstrap scripts and logs of EMR clusters."
}

module "service_role" {
  source = "../../../modules/emr-iam"

  service_role = {
    name                = "pai-risk-mlops-platform-shared-emr-service"
    instance_role_names = ["pai-risk-mlops-*-shared-emr-instance"]
    key_aliases         = ["alias/pai-risk-mlops-*-shared-key"]
  }
}

module "bootstrap_bucket" {
  source = "../../../modules/s3-bucket"

  bucket_name = "pai-risk-mlops-platform-shared-emr-bootstrap"
  kms_key_arn = module.key.key_arn
}

module "logs_bucket" {
  source = "../../../modules/s3-bucket"

  bucket_name        = "pai-risk-mlops-platform-shared-emr-logs"
  kms_key_arn        = module.key.key_arn
  versioning_enabled = false
  expire_days_by_prefix = {
    "emr/" = 90
  }
}
