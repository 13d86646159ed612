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

run "leaves_live_capacity_to_the_operator" {
  assert {
    condition     = aws_emr_instance_fleet.task.target_spot_capacity == 1
    error_message = "The task fleet starts with the target of its creation."
  }
}

run "plans_no_change_when_targets_differ" {
  variables {
    core = {
      units = 5
      types = [
        { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
        { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
        { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
      ]
    }
    task = {
      units = 9
      types = [
        { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
        { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
        { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
      ]
    }
  }

  assert {
    condition     = aws_emr_instance_fleet.task.target_spot_capacity == 1
    error_message = "Once the fleet exists its targets belong to the operator."
  }

  assert {
    condition     = aws_emr_cluster.this.core_instance_fleet[0].target_on_demand_capacity == 2
    error_message = "A changed target of the core fleet must not replace the cluster."
  }

  assert {
    condition     = output.cluster_id == run.leaves_live_capacity_to_the_operator.cluster_id
    error_message = "The cluster is the same as before."
  }
}
