# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "storage" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/00-storage/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "access" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/02-access/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_vpc" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/00-infra-vpc/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_dns" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/01-infra-dns/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_eks" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/02-infra-eks/terraform.tfstate"
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

module "cluster" {
  source = "../../../modules/emr-cluster"

  name          = "pai-risk-mlops-fraud-staging-emr"
  release_label = "emr-7.10.0"

  vpc_id               = data.terraform_remote_state.infra_vpc.outputs.vpc_id
  subnet_ids           = data.terraform_remote_state.infra_vpc.outputs.private_subnet_ids
  service_role_arn     = data.terraform_remote_state.infra_emr.outputs.service_role_arn
  instance_profile_arn = data.terraform_remote_state.access.outputs.instance_profile_arn
  kms_key_arn          = data.terraform_remote_state.storage.outputs.kms_key_arn
  client_security_group_ids = {
    kubernetes = data.terraform_remote_state.infra_eks.outputs.cluster_security_group_id
    studio     = data.terraform_remote_state.infra_sagemaker.outputs.security_group_id
  }
  host_name = {
    zone_id = data.terraform_remote_state.infra_dns.outputs.private_zone_id
    name    = "fraud-staging.${data.terraform_remote_state.infra_dns.outputs.private_zone_name}"
  }

  bootstrap = {
    bucket_name = data.terraform_remote_state.infra_emr.outputs.bootstrap_bucket_name
    prefix      = "fraud/"
  }

  log_uri       = "s3://${data.terraform_remote_state.infra_emr.outputs.logs_bucket_name}/emr/fraud/staging/"
  warehouse_uri = "s3://${data.terraform_remote_state.storage.outputs.data_bucket_name}/warehouse/"
  exchange_uri  = "s3://${data.terraform_remote_state.storage.outputs.artifacts_bucket_name}/trino-exchange/staging/"

  primary = {
    count = 1
    type  = "r6g.xlarge"
    units = 1
  }

  core = {
    units = 1
    types = [
      { type = "r6g.xlarge", units = 1 },
      { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 },
      { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 },
      { type = "r5a.2xlarge", units = 2 },
    ]
  }

  task = {
    units = 1
    types = [
      { type = "r6g.xlarge", units = 1 },
      { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 },
      { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 },
      { type = "r5a.2xlarge", units = 2 },
    ]
  }

  termination_protection = false
  idle_timeout_seconds   = 2700
}
