# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_vpc" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/00-infra-vpc/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "key" {
  source = "../../../modules/kms-key"

  alias       = "pai-risk-mlops-platform-shared-studio-key"
  description = "Home directories and disks of notebooks."
}

module "domain" {
  source = "../../../modules/sagemaker-domain"

  name        = "pai-risk-mlops-platform-shared-studio"
  vpc_id      = data.terraform_remote_state.infra_vpc.outputs.vpc_id
  vpc_cidr    = data.terraform_remote_state.infra_vpc.outputs.cidr
  subnet_ids  = data.terraform_remote_state.infra_vpc.outputs.private_subnet_ids
  kms_key_arn = module.key.key_arn

  home_retention = "Retain"
  idle_minutes   = 120

  model_package_groups = {
    pai-risk-mlops-platform-shared-models = "Models that tenants share."
  }
}
