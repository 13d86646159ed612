# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_vpc" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/00-infra-vpc/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "dns" {
  source = "../../../modules/dns"

  public_zone         = "risk-mlops.example.com"
  private_zone        = "risk-mlops.internal"
  vpc_ids             = [data.terraform_remote_state.infra_vpc.outputs.vpc_id]
  certificate_domains = ["risk-mlops.example.com", "*.risk-mlops.example.com"]
}
