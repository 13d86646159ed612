# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "state" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "foundation/00-state/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "trail" {
  source = "../../../modules/cloudtrail"

  name        = "pai-risk-mlops-platform-shared-audit"
  bucket_name = "pai-risk-mlops-platform-shared-audit"
  lock = {
    mode = "COMPLIANCE"
    days = 400
  }
  expire_days              = 430
  object_event_bucket_arns = [data.terraform_remote_state.state.outputs.bucket_arn]
}
