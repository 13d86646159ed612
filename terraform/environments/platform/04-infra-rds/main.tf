# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_vpc" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/00-infra-vpc/terraform.tfstate"
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

module "key" {
  source = "../../../modules/kms-key"

  alias              = "pai-risk-mlops-platform-shared-database-key"
  description        = "Superset's database: storage, snapshots, logs and the master password."
  log_group_prefixes = ["/aws/rds/instance/pai-risk-mlops-platform-shared-superset/"]
}

module "database" {
  source = "../../../modules/rds-postgres"

  name           = "pai-risk-mlops-platform-shared-superset"
  database_name  = "superset"
  instance_class = "db.t4g.medium"
  multi_az       = true
  kms_key_arn    = module.key.key_arn

  storage_gib = {
    initial = 50
    max     = 200
  }

  vpc_id     = data.terraform_remote_state.infra_vpc.outputs.vpc_id
  subnet_ids = data.terraform_remote_state.infra_vpc.outputs.isolated_subnet_ids
  client_security_group_ids = {
    kubernetes = data.terraform_remote_state.infra_eks.outputs.cluster_security_group_id
  }
}
