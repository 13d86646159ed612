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

run "splits_each_nodes_memory_between_trino_and_yarn" {
  command = plan

  assert {
    condition = {
      for each_type in aws_emr_instance_fleet.task.instance_type_configs : each_type.instance_type => one([
        for c in each_type.configurations : c.properties["yarn.nodemanager.resource.memory-mb"] if c.classification == "yarn-site"
      ]) if startswith(each_type.instance_type, "r6g.")
    } == { "r6g.xlarge" = "9830", "r6g.2xlarge" = "19660" }
    error_message = "YARN gets 30 % of a node: 9,830 MiB of 32 GiB, 19,660 MiB of 64 GiB."
  }

  assert {
    condition = {
      for each_type in aws_emr_cluster.this.core_instance_fleet[0].instance_type_configs : each_type.instance_type => one([
        for c in each_type.configurations : c.properties if c.classification == "trino-config"
      ]) if startswith(each_type.instance_type, "r6g.")
      } == {
      "r6g.xlarge"  = tomap({ "query.max-memory-per-node" = "9GB", "memory.heap-headroom-per-node" = "4GB" })
      "r6g.2xlarge" = tomap({ "query.max-memory-per-node" = "19GB", "memory.heap-headroom-per-node" = "9GB" })
    }
    error_message = "Queries and headroom together stay below Trino's heap of 16 and 32 GiB."
  }

  assert {
    condition     = local.properties["yarn-site"]["yarn.scheduler.maximum-allocation-mb"] == "9830"
    error_message = "No container is larger than the smallest node's share."
  }

  assert {
    condition     = one(aws_emr_cluster.this.bootstrap_action).args == tolist(["50"])
    error_message = "The bootstrap script sets Trino's heap to its share of the node."
  }
}

run "refuses_to_give_memory_away_twice" {
  command = plan

  variables {
    memory_percent = { trino = 70, yarn = 30 }
  }

  expect_failures = [var.memory_percent]
}

run "keeps_iceberg_tables_in_glue_for_trino_and_spark" {
  command = plan

  assert {
    condition = {
      for c in jsondecode(aws_emr_cluster.this.configurations_json) : c.Classification => c.Properties if c.Classification == "trino-connector-iceberg"
      }["trino-connector-iceberg"] == {
      "connector.name"                            = "iceberg"
      "iceberg.catalog.type"                      = "glue"
      "hive.metastore.glue.default-warehouse-dir" = "s3://pai-risk-mlops-fraud-shared-data/iceberg"
    }
    error_message = "Trino's catalog iceberg is Glue, with the tenant's warehouse."
  }

  assert {
    condition     = local.properties["spark-defaults"]["spark.sql.catalog.iceberg.catalog-impl"] == "org.apache.iceberg.aws.glue.GlueCatalog"
    error_message = "Spark's catalog iceberg is the same Glue."
  }
}

run "survives_lost_spot_nodes" {
  command = plan

  assert {
    condition = one([
      for c in jsondecode(aws_emr_cluster.this.configurations_json) : c.Properties if c.Classification == "trino-config"
    ]) == { "retry-policy" = "TASK" }
    error_message = "Trino retries lost tasks, not whole queries."
  }

  assert {
    condition = one([
      for c in jsondecode(aws_emr_cluster.this.configurations_json) : c.Properties if c.Classification == "trino-exchange-manager"
    ]) == { "exchange.base-directories" = "s3://pai-risk-mlops-fraud-shared-artifacts/trino-exchange" }
    error_message = "Tasks exchange through S3, where a lost node takes nothing with it."
  }
}

run "refuses_a_cluster_without_livy" {
  command = plan

  variables {
    applications = ["Hadoop", "Spark", "Trino"]
  }

  expect_failures = [var.applications]
}

run "refuses_a_release_before_three_primaries_in_fleets" {
  command = plan

  variables {
    release_label = "emr-6.9.0"
  }

  expect_failures = [var.release_label]
}
