# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region              = "ap-south-1"
  allowed_account_ids = ["880170353725"]

  default_tags {
    tags = {
      product     = "pai-risk-mlops"
      tenant      = "fraud"
      environment = "shared"
      component   = "monitoring"
      owner       = "fraud-oncall@example.com"
      cost-center = "risk-platform"
      budget      = "fraud-production"
      managed-by  = "haveli"
      root        = "fraud/06-monitoring"
    }
  }
}
