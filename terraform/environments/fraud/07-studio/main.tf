# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "access" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/02-access/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_sagemaker" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/06-infra-sagemaker/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "studio" {
  source = "../../../modules/sagemaker-user"

  profiles = {
    names                = ["pai-risk-mlops-fraud-shared-studio"]
    domain_id            = data.terraform_remote_state.infra_sagemaker.outputs.domain_id
    execution_role_arn   = data.terraform_remote_state.access.outputs.studio_role_arn
    security_group_ids   = [data.terraform_remote_state.infra_sagemaker.outputs.security_group_id]
    lifecycle_config_arn = data.terraform_remote_state.infra_sagemaker.outputs.lifecycle_config_arn
  }
}
