mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_data "aws_prefix_list" {
    defaults = { id = "pl-78a54011" }
  }
}

variables {
  name                 = "pai-risk-mlops-fraud-production-emr"
  release_label        = "emr-7.10.0"
  vpc_id               = "vpc-0123456789abcdef0"
  subnet_ids           = ["subnet-0000000000000000a", "subnet-0000000000000000b", "subnet-0000000000000000c"]
  service_role_arn     = "arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-emr-service"
  instance_profile_arn = "arn:aws:iam::880170353725:instance-profile/pai-risk-mlops-fraud-shared-emr-instance"
  kms_key_arn          = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  bootstrap            = { bucket_name = "pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
  log_uri              = "s3://pai-risk-mlops-platform-shared-emr-logs/fraud/"
  warehouse_uri        = "s3://pai-risk-mlops-fraud-shared-data/iceberg/"
  exchange_uri         = "s3://pai-risk-mlops-fraud-shared-artifacts/trino-exchange/"

  primary = { count = 3, type = "r6g.xlarge", units = 1 }

  core = {
    units = 2
    types = [
      { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
    ]
  }

  task = {
    units = 1
    types = [
      { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
    ]
  }
}

run "stays_until_it_is_ended" {
  command = plan

  assert {
    condition     = aws_emr_cluster.this.termination_protection && aws_emr_cluster.this.keep_job_flow_alive_when_no_steps
    error_message = "A cluster is protected unless told otherwise, and stays when no step is left."
  }

  assert {
    condition     = length(aws_emr_cluster.this.auto_termination_policy) == 0
    error_message = "Without an idle timeout the cluster never ends itself."
  }

  assert {
    condition     = aws_emr_cluster.this.unhealthy_node_replacement
    error_message = "EMR replaces unhealthy core nodes; the provider's default is not to."
  }
}

run "ends_itself_when_idle" {
  command = plan

  variables {
    termination_protection = false
    idle_timeout_seconds   = 2700
  }

  assert {
    condition     = one(aws_emr_cluster.this.auto_termination_policy).idle_timeout == 2700
    error_message = "The idle timeout is EMR's own policy, there from creation."
  }
}

run "refuses_an_idle_timeout_that_protection_would_override" {
  command = plan

  variables {
    termination_protection = true
    idle_timeout_seconds   = 2700
  }

  expect_failures = [var.idle_timeout_seconds]
}

run "refuses_to_idle_less_than_a_minute" {
  command = plan

  variables {
    termination_protection = false
    idle_timeout_seconds   = 59
  }

  expect_failures = [var.idle_timeout_seconds]
}

run "keeps_the_bootstrap_scripts_place_when_the_script_changes" {
  command = plan

  assert {
    condition     = aws_s3_object.bootstrap.key == "fraud/pai-risk-mlops-fraud-production-emr/bootstrap.sh"
    error_message = "A key that followed the content would replace the cluster with every change of the script."
  }

  assert {
    condition = one(aws_emr_cluster.this.bootstrap_action).path == join("/", [
      "s3://pai-risk-mlops-platform-shared-emr-bootstrap", "fraud", "pai-risk-mlops-fraud-production-emr", "bootstrap.sh",
    ])
    error_message = "Nodes run the script that was uploaded."
  }
}

run "refuses_more_steps_than_emr_runs" {
  command = plan

  variables {
    step_concurrency = 257
  }

  expect_failures = [var.step_concurrency]
}

run "has_no_name_of_its_own_unless_told" {
  command = plan

  assert {
    condition     = length(aws_route53_record.primary) == 0
    error_message = "Without a zone there is no record."
  }
}

run "keeps_its_name_through_every_park_and_up" {
  variables {
    host_name = { zone_id = "Z0123456789", name = "fraud-production.mlops.internal" }
  }

  assert {
    condition     = one(aws_route53_record.primary[0].records) == aws_emr_cluster.this.master_public_dns && aws_route53_record.primary[0].ttl == 60
    error_message = "The name leads to the primary of today."
  }

  assert {
    condition     = output.host_name == "fraud-production.mlops.internal"
    error_message = "Clients are told the name that stays."
  }
}

run "refuses_a_name_without_its_zone" {
  command = plan

  variables {
    host_name = { zone_id = "Z0123456789", name = "fraud-production" }
  }

  expect_failures = [var.host_name]
}
