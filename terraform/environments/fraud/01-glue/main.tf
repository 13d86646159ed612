# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "storage" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/00-storage/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "databases" {
  source = "../../../modules/glue-databases"

  databases = {
    fraud_iceberg = {
      description  = "Iceberg tables of the tenant fraud."
      location_uri = "s3://${data.terraform_remote_state.storage.outputs.data_bucket_name}/iceberg/"
    }
    fraud_raw = {
      description  = "Raw files of the tenant fraud, as they arrived."
      location_uri = "s3://${data.terraform_remote_state.storage.outputs.data_bucket_name}/raw/"
    }
  }
}
