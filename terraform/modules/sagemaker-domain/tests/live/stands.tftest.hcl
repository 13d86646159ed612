# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name           = "pai-risk-mlops-live-shared-studio"
  vpc_cidr       = "10.30.0.0/16"
  home_retention = "Delete"
}

run "has_a_vpc" {
  module {
    source = "../vpc"
  }

  variables {
    name = "pai-risk-mlops-live-shared-vpc"
    cidr = "10.30.0.0/16"
    azs  = ["ap-south-1a", "ap-south-1b"]
    nat  = "none"
  }
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-studio-key"
    description = "Nothing: a test."
  }
}

run "stands" {
  variables {
    vpc_id      = run.has_a_vpc.vpc_id
    subnet_ids  = run.has_a_vpc.private_subnet_ids
    kms_key_arn = run.has_a_key.key_arn
  }

  assert {
    condition     = startswith(output.domain_id, "d-") && startswith(output.home_file_system_id, "fs-")
    error_message = "The domain and its home file system are there."
  }
}

run "changes_idle_time_index_and_groups_in_place" {
  variables {
    vpc_id               = run.has_a_vpc.vpc_id
    subnet_ids           = run.has_a_vpc.private_subnet_ids
    kms_key_arn          = run.has_a_key.key_arn
    idle_minutes         = 60
    package_index_url    = "https://packages.example.com/simple/"
    model_package_groups = { pai-risk-mlops-live-shared-models = "Nothing: a test." }
  }

  assert {
    condition     = output.domain_id == run.stands.domain_id && output.lifecycle_config_name != run.stands.lifecycle_config_name
    error_message = "The domain stays, and has a new lifecycle configuration."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    vpc_id               = run.has_a_vpc.vpc_id
    subnet_ids           = run.has_a_vpc.private_subnet_ids
    kms_key_arn          = run.has_a_key.key_arn
    idle_minutes         = 60
    package_index_url    = "https://packages.example.com/simple/"
    model_package_groups = { pai-risk-mlops-live-shared-models = "Nothing: a test." }
  }

  assert {
    condition     = output.domain_id == run.stands.domain_id
    error_message = "A second plan replaces nothing."
  }
}
