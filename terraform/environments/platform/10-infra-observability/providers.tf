# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

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
      tenant      = "platform"
      environment = "shared"
      component   = "observability"
      owner       = "risk-platform@example.com"
      cost-center = "risk-platform"
      budget      = "platform-production"
      managed-by  = "haveli"
      root        = "platform/10-infra-observability"
    }
  }
}
