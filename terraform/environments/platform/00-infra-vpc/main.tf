# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

module "vpc" {
  source = "../../../modules/vpc"

  name = "pai-risk-mlops-platform-shared-vpc"
  cidr = "10.20.0.0/16"
  azs  = ["ap-south-1a", "ap-south-1b", "ap-south-1c"]
  nat  = "per_zone"
}
