# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

module "key" {
  source = "../../../modules/kms-key"

  alias       = "pai-risk-mlops-fraud-shared-key"
  description = "Data, disks and alarms of the tenant fraud."
  services    = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
}

module "data_bucket" {
  source = "../../../modules/s3-bucket"

  bucket_name = "pai-risk-mlops-fraud-shared-data"
  kms_key_arn = module.key.key_arn
}

module "artifacts_bucket" {
  source = "../../../modules/s3-bucket"

  bucket_name = "pai-risk-mlops-fraud-shared-artifacts"
  kms_key_arn = module.key.key_arn
  expire_days_by_prefix = {
    "trino-exchange/" = 2
  }
}
