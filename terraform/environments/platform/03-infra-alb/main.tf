# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

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

module "alb" {
  source = "../../../modules/alb"

  name               = "pai-risk-mlops-platform-shared-alb"
  load_balancer_name = "pai-risk-mlops-platform-alb"
  log_bucket_name    = "pai-risk-mlops-platform-shared-alb-logs"

  scheme       = "internal"
  vpc_id       = data.terraform_remote_state.infra_vpc.outputs.vpc_id
  subnet_ids   = data.terraform_remote_state.infra_vpc.outputs.private_subnet_ids
  client_cidrs = ["10.20.0.0/16"]
  target_cidr  = data.terraform_remote_state.infra_vpc.outputs.cidr

  certificate_arn = data.terraform_remote_state.infra_dns.outputs.certificate_arn

  zone = {
    id   = data.terraform_remote_state.infra_dns.outputs.public_zone_id
    name = data.terraform_remote_state.infra_dns.outputs.public_zone_name
  }

  applications = {
    argocd = {
      port        = 8080
      health_path = "/healthz"
    }
    superset = {
      port        = 8088
      health_path = "/health"
    }
  }
}
