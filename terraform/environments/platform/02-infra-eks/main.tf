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

  alias              = "pai-risk-mlops-platform-shared-eks-key"
  description        = "Kubernetes secrets and the control plane's logs."
  log_group_prefixes = ["/aws/eks/pai-risk-mlops-platform/"]
}

module "cluster" {
  source = "../../../modules/eks"

  name               = "pai-risk-mlops-platform"
  role_prefix        = "pai-risk-mlops-platform-shared-eks"
  kubernetes_version = "1.33"
  kms_key_arn        = module.key.key_arn

  subnet_ids          = data.terraform_remote_state.infra_vpc.outputs.private_subnet_ids
  service_cidr        = "172.20.0.0/16"
  public_access_cidrs = []

  access_entries = {}

  node_groups = {
    on-demand = {
      capacity       = "on_demand"
      instance_types = ["m7g.large"]
      min            = 2
      max            = 4
    }
    spot = {
      capacity       = "spot"
      instance_types = ["m7g.large", "m6g.large", "r7g.large", "r6g.large"]
      min            = 0
      max            = 6
    }
  }

  node_tags = {
    product     = "pai-risk-mlops"
    tenant      = "platform"
    environment = "shared"
    component   = "eks"
    owner       = "risk-platform@example.com"
    cost-center = "risk-platform"
    budget      = "platform-production"
    managed-by  = "haveli"
    root        = "platform/02-infra-eks"
  }
}
