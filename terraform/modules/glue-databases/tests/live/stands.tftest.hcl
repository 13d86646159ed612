# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  databases = {
    live_raw = { description = "Raw files of a test.", location_uri = "s3://pai-risk-mlops-live-shared-data/raw/" }
  }
}

run "stands" {
  assert {
    condition     = endswith(output.database_arns["live_raw"], ":database/live_raw")
    error_message = "The database has the name that was given."
  }
}

run "gets_a_second_database_beside_the_first" {
  variables {
    databases = {
      live_raw     = { description = "Raw files of a test.", location_uri = "s3://pai-risk-mlops-live-shared-data/raw/" }
      live_iceberg = { description = "Iceberg tables of a test.", location_uri = "s3://pai-risk-mlops-live-shared-data/iceberg/" }
    }
  }

  assert {
    condition     = output.database_names == ["live_iceberg", "live_raw"] && output.database_arns["live_raw"] == run.stands.database_arns["live_raw"]
    error_message = "A new database leaves the others alone."
  }
}
