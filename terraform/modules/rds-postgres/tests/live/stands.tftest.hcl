# For real, on a cloud: `terraform test -test-directory=tests/live`. It leaves a final snapshot, as it should.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name                = "pai-risk-mlops-live-shared-superset"
  database_name       = "superset"
  instance_class      = "db.t4g.medium"
  multi_az            = false
  deletion_protection = false
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
    alias              = "pai-risk-mlops-live-database-key"
    description        = "Nothing: a test."
    log_group_prefixes = ["/aws/rds/instance/pai-risk-mlops-live-shared-superset/"]
  }
}

run "stands" {
  variables {
    storage_gib               = { initial = 20, max = 40 }
    vpc_id                    = run.has_a_vpc.vpc_id
    subnet_ids                = run.has_a_vpc.isolated_subnet_ids
    client_security_group_ids = { endpoints = run.has_a_vpc.endpoint_security_group_id }
    kms_key_arn               = run.has_a_key.key_arn
  }

  assert {
    condition     = output.port == 5432 && strcontains(output.master_secret_arn, ":secret:")
    error_message = "The instance listens, and RDS keeps its password."
  }
}

run "grows_and_gets_a_standby_in_place" {
  variables {
    multi_az                  = true
    storage_gib               = { initial = 20, max = 80 }
    parameters                = { work_mem = "16384" }
    vpc_id                    = run.has_a_vpc.vpc_id
    subnet_ids                = run.has_a_vpc.isolated_subnet_ids
    client_security_group_ids = { endpoints = run.has_a_vpc.endpoint_security_group_id }
    kms_key_arn               = run.has_a_key.key_arn
  }

  assert {
    condition     = output.resource_id == run.stands.resource_id && output.final_snapshot_name == run.stands.final_snapshot_name
    error_message = "It is the same instance in the same life."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    multi_az                  = true
    storage_gib               = { initial = 20, max = 80 }
    parameters                = { work_mem = "16384" }
    vpc_id                    = run.has_a_vpc.vpc_id
    subnet_ids                = run.has_a_vpc.isolated_subnet_ids
    client_security_group_ids = { endpoints = run.has_a_vpc.endpoint_security_group_id }
    kms_key_arn               = run.has_a_key.key_arn
  }

  assert {
    condition     = output.resource_id == run.stands.resource_id
    error_message = "A second plan replaces nothing."
  }
}
