# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

terraform {
  backend "s3" {
    bucket       = "pai-risk-mlops-v1-foundation-tfstates"
    key          = "platform/10-infra-observability/terraform.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    use_lockfile = true
  }
}
