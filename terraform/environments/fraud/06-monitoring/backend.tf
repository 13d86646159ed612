# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

terraform {
  backend "s3" {
    bucket       = "pai-risk-mlops-v1-foundation-tfstates"
    key          = "fraud/06-monitoring/terraform.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    use_lockfile = true
  }
}
