# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "storage" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/00-storage/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "production_budget" {
  source = "../../../modules/budget"

  name        = "pai-risk-mlops-fraud-production-budget"
  limit_usd   = 1500
  budget_tag  = "fraud-production"
  emails      = ["fraud-oncall@example.com"]
  kms_key_arn = data.terraform_remote_state.storage.outputs.kms_key_arn
}

module "staging_budget" {
  source = "../../../modules/budget"

  name        = "pai-risk-mlops-fraud-staging-budget"
  limit_usd   = 200
  budget_tag  = "fraud-staging"
  emails      = ["fraud-oncall@example.com"]
  kms_key_arn = data.terraform_remote_state.storage.outputs.kms_key_arn
}
