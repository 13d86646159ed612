# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "storage" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/00-storage/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "glue" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/01-glue/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_emr" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/05-infra-emr/terraform.tfstate"
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

module "instance_role" {
  source = "../../../modules/emr-iam"

  instance_role = {
    name = "pai-risk-mlops-fraud-shared-emr-instance"
    data_bucket_arns = [
      data.terraform_remote_state.storage.outputs.data_bucket_arn,
      data.terraform_remote_state.storage.outputs.artifacts_bucket_arn,
    ]
    kms_key_arns = [
      data.terraform_remote_state.storage.outputs.kms_key_arn,
      data.terraform_remote_state.infra_emr.outputs.kms_key_arn,
    ]
    database_names = data.terraform_remote_state.glue.outputs.database_names
    bootstrap = {
      bucket_arn = data.terraform_remote_state.infra_emr.outputs.bootstrap_bucket_arn
      prefix     = "fraud/"
    }
    logs = {
      bucket_arn = data.terraform_remote_state.infra_emr.outputs.logs_bucket_arn
      prefix     = "emr/fraud/"
    }
  }
}

module "studio_role" {
  source = "../../../modules/sagemaker-user"

  role = {
    name   = "pai-risk-mlops-fraud-shared-studio"
    tenant = "fraud"
    data_bucket_arns = [
      data.terraform_remote_state.storage.outputs.data_bucket_arn,
      data.terraform_remote_state.storage.outputs.artifacts_bucket_arn,
    ]
    kms_key_arns = [
      data.terraform_remote_state.storage.outputs.kms_key_arn,
      data.terraform_remote_state.infra_sagemaker.outputs.kms_key_arn,
    ]
    database_names      = data.terraform_remote_state.glue.outputs.database_names
    model_package_group = "pai-risk-mlops-fraud-shared-models"
  }
}
