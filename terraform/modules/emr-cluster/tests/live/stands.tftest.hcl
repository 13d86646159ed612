# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it costs a small cluster for half an hour.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name                   = "pai-risk-mlops-live-staging-emr"
  release_label          = "emr-7.10.0"
  bootstrap              = { bucket_name = "pai-risk-mlops-live-emr-data", prefix = "bootstrap/" }
  log_uri                = "s3://pai-risk-mlops-live-emr-data/logs/"
  warehouse_uri          = "s3://pai-risk-mlops-live-emr-data/warehouse/"
  exchange_uri           = "s3://pai-risk-mlops-live-emr-data/trino-exchange/"
  termination_protection = false
  idle_timeout_seconds   = 2700

  primary = { count = 1, type = "r6g.xlarge", units = 1 }
  core    = { units = 1, types = [{ type = "r6g.xlarge", units = 1 }, { type = "r6a.xlarge", units = 1 }] }
  task = {
    units = 1
    types = [
      { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 }, { type = "r6a.xlarge", units = 1 },
      { type = "r6a.2xlarge", units = 2 }, { type = "r5a.xlarge", units = 1 },
    ]
  }
}

run "has_a_network" {
  module {
    source = "../vpc"
  }

  variables {
    name = "pai-risk-mlops-live-emr-vpc"
    cidr = "10.98.0.0/16"
    azs  = ["ap-south-1a", "ap-south-1b"]
    nat  = "single"
  }
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-shared-key"
    description = "Nothing: a test."
  }
}

run "has_a_bucket" {
  module {
    source = "../s3-bucket"
  }

  variables {
    bucket_name   = "pai-risk-mlops-live-emr-data"
    kms_key_arn   = run.has_a_key.key_arn
    force_destroy = true
  }
}

run "has_its_roles" {
  module {
    source = "../emr-iam"
  }

  variables {
    service_role = {
      name                = "pai-risk-mlops-live-emr-service"
      instance_role_names = ["pai-risk-mlops-live-emr-instance"]
      key_aliases         = ["alias/pai-risk-mlops-live-shared-key"]
    }

    instance_role = {
      name             = "pai-risk-mlops-live-emr-instance"
      data_bucket_arns = [run.has_a_bucket.bucket_arn]
      kms_key_arns     = [run.has_a_key.key_arn]
      database_names   = ["live_raw"]
      bootstrap        = { bucket_arn = run.has_a_bucket.bucket_arn, prefix = "bootstrap/" }
      logs             = { bucket_arn = run.has_a_bucket.bucket_arn, prefix = "logs/" }
    }
  }
}

run "stands" {
  variables {
    vpc_id               = run.has_a_network.vpc_id
    subnet_ids           = run.has_a_network.private_subnet_ids
    service_role_arn     = run.has_its_roles.service_role_arn
    instance_profile_arn = run.has_its_roles.instance_profile_arn
    kms_key_arn          = run.has_a_key.key_arn
  }

  assert {
    condition     = startswith(output.cluster_id, "j-") && startswith(output.task_fleet_id, "if-")
    error_message = "The cluster and its task fleet are there."
  }

  assert {
    condition     = output.primary_dns != ""
    error_message = "The primary can be reached by a name."
  }
}

run "keeps_the_cluster_when_steps_and_idling_change" {
  variables {
    vpc_id               = run.has_a_network.vpc_id
    subnet_ids           = run.has_a_network.private_subnet_ids
    service_role_arn     = run.has_its_roles.service_role_arn
    instance_profile_arn = run.has_its_roles.instance_profile_arn
    kms_key_arn          = run.has_a_key.key_arn

    step_concurrency     = 20
    idle_timeout_seconds = 3600
  }

  assert {
    condition     = output.cluster_id == run.stands.cluster_id
    error_message = "Steps and idling change in place."
  }
}

run "stays_as_it_is_whatever_the_targets_say" {
  command = plan

  variables {
    vpc_id               = run.has_a_network.vpc_id
    subnet_ids           = run.has_a_network.private_subnet_ids
    service_role_arn     = run.has_its_roles.service_role_arn
    instance_profile_arn = run.has_its_roles.instance_profile_arn
    kms_key_arn          = run.has_a_key.key_arn

    step_concurrency     = 20
    idle_timeout_seconds = 3600

    core = { units = 3, types = [{ type = "r6g.xlarge", units = 1 }, { type = "r6a.xlarge", units = 1 }] }
  }

  assert {
    condition     = output.cluster_id == run.stands.cluster_id && output.task_fleet_id == run.stands.task_fleet_id
    error_message = "A second plan replaces nothing: live capacity belongs to the operator."
  }
}
