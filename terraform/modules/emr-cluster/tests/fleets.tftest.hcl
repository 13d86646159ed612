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

run "starts_three_primaries_on_demand_and_apart" {
  command = plan

  assert {
    condition     = aws_emr_cluster.this.master_instance_fleet[0].target_on_demand_capacity == 3
    error_message = "Production has three primaries, on demand."
  }

  assert {
    condition     = [for each_type in aws_emr_cluster.this.master_instance_fleet[0].instance_type_configs : each_type.instance_type] == ["r6g.xlarge"]
    error_message = "Three primaries are of one type."
  }

  assert {
    condition     = one(aws_emr_cluster.this.placement_group_config) == { instance_role = "MASTER", placement_strategy = "SPREAD" }
    error_message = "Three primaries stand on different hardware."
  }
}

run "starts_one_primary_without_a_placement_group" {
  command = plan

  variables {
    primary = { count = 1, type = "r6g.xlarge", units = 1 }
  }

  assert {
    condition     = aws_emr_cluster.this.placement_group_config == null
    error_message = "A placement group is for three primaries only, and an empty list would replace the cluster at every plan."
  }
}

run "holds_core_on_demand" {
  command = plan

  assert {
    condition = [
      for fleet in aws_emr_cluster.this.core_instance_fleet : "${fleet.target_on_demand_capacity} on demand, ${fleet.target_spot_capacity} on spot"
    ] == ["2 on demand, 0 on spot"]
    error_message = "Core nodes hold HDFS, so none is on spot."
  }

  assert {
    condition     = length(aws_emr_cluster.this.core_instance_fleet[0].instance_type_configs) == 6
    error_message = "All six types are in the fleet."
  }

  assert {
    condition = [
      for fleet in concat(aws_emr_cluster.this.master_instance_fleet, aws_emr_cluster.this.core_instance_fleet) :
      one(one(fleet.launch_specifications).on_demand_specification).allocation_strategy
    ] == ["lowest-price", "lowest-price"]
    error_message = "Six types need an allocation strategy, and then every fleet has one."
  }
}

run "puts_task_nodes_on_spot_where_capacity_is" {
  command = plan

  assert {
    condition     = [aws_emr_instance_fleet.task.target_on_demand_capacity, aws_emr_instance_fleet.task.target_spot_capacity] == [0, 1]
    error_message = "Task nodes are on spot."
  }

  assert {
    condition     = one(one(aws_emr_instance_fleet.task.launch_specifications).spot_specification).allocation_strategy == "price-capacity-optimized"
    error_message = "Spot is taken where it is cheap and likely to stay."
  }

  assert {
    condition = [
      for spot in one(aws_emr_instance_fleet.task.launch_specifications).spot_specification : "${spot.timeout_action} ${spot.timeout_duration_minutes}"
    ] == ["SWITCH_TO_ON_DEMAND 15"]
    error_message = "A fleet that finds no spot switches to on-demand after 15 minutes and never ends the cluster."
  }

  assert {
    condition = alltrue([
      for each_type in aws_emr_instance_fleet.task.instance_type_configs : each_type.bid_price_as_percentage_of_on_demand_price == 100
    ])
    error_message = "Spot is bid at the on-demand price: a lower cap starves the fleet."
  }

  assert {
    condition     = alltrue([for each_type in aws_emr_instance_fleet.task.instance_type_configs : each_type.bid_price == null])
    error_message = "A bid is a price or a percentage, never both."
  }
}

run "weighs_types_by_memory" {
  command = plan

  assert {
    condition = { for each_type in aws_emr_instance_fleet.task.instance_type_configs : each_type.instance_type => each_type.weighted_capacity } == {
      "r6g.xlarge" = 1, "r6a.xlarge" = 1, "r5a.xlarge" = 1, "r6g.2xlarge" = 2, "r6a.2xlarge" = 2, "r5a.2xlarge" = 2
    }
    error_message = "A unit is 32 GiB: xlarge counts 1, 2xlarge counts 2."
  }

  assert {
    condition = alltrue([
      for each_type in aws_emr_instance_fleet.task.instance_type_configs :
      one(each_type.ebs_config).size == each_type.weighted_capacity * 64 && one(each_type.ebs_config).type == "gp3"
    ])
    error_message = "A node has 64 GiB of gp3 per unit."
  }
}

run "refuses_two_primaries" {
  command = plan

  variables {
    primary = { count = 2, type = "r6g.xlarge", units = 1 }
  }

  expect_failures = [var.primary]
}

run "refuses_a_task_fleet_of_four_types" {
  command = plan

  variables {
    task = {
      units = 1
      types = [
        { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
        { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
      ]
    }
  }

  expect_failures = [var.task]
}

run "refuses_an_empty_task_fleet_at_creation" {
  command = plan

  variables {
    task = {
      units = 0
      types = [
        { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 }, { type = "r6a.xlarge", units = 1 },
        { type = "r6a.2xlarge", units = 2 }, { type = "r5a.xlarge", units = 1 },
      ]
    }
  }

  expect_failures = [var.task]
}

run "refuses_a_core_fleet_that_names_a_type_twice" {
  command = plan

  variables {
    core = { units = 2, types = [{ type = "r6g.xlarge", units = 1 }, { type = "r6g.xlarge", units = 2 }] }
  }

  expect_failures = [var.core]
}
