# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

module "state_bucket" {
  source = "../../../modules/state-bucket"

  bucket_name = "pai-risk-mlops-v1-foundation-tfstates"
}
