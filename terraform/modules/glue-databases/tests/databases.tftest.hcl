mock_provider "aws" {}

variables {
  databases = {
    fraud_iceberg = { description = "Iceberg tables of tenant fraud.", location_uri = "s3://pai-risk-mlops-fraud-shared-data/iceberg/" }
    fraud_raw     = { description = "Raw files of tenant fraud.", location_uri = "s3://pai-risk-mlops-fraud-shared-data/raw/" }
  }
}

run "makes_each_database_at_its_location" {
  command = plan

  assert {
    condition = { for name, database in aws_glue_catalog_database.this : name => database.location_uri } == {
      fraud_iceberg = "s3://pai-risk-mlops-fraud-shared-data/iceberg/"
      fraud_raw     = "s3://pai-risk-mlops-fraud-shared-data/raw/"
    }
    error_message = "Each database has the location that was given for it."
  }

  assert {
    condition     = output.database_names == ["fraud_iceberg", "fraud_raw"]
    error_message = "The names come out sorted."
  }
}

run "refuses_a_name_with_a_hyphen" {
  command = plan

  variables {
    databases = { fraud-raw = { description = "Raw files.", location_uri = "s3://data-bucket/raw/" } }
  }

  expect_failures = [var.databases]
}

run "refuses_a_location_without_a_slash_at_its_end" {
  command = plan

  variables {
    databases = { fraud_raw = { description = "Raw files.", location_uri = "s3://data-bucket/raw" } }
  }

  expect_failures = [var.databases]
}

run "refuses_two_databases_at_one_location" {
  command = plan

  variables {
    databases = {
      fraud_iceberg = { description = "Tables.", location_uri = "s3://data-bucket/raw/" }
      fraud_raw     = { description = "Raw files.", location_uri = "s3://data-bucket/raw/" }
    }
  }

  expect_failures = [var.databases]
}
