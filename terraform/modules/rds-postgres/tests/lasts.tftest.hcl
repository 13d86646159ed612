mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = { master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:ap-south-1:880170353725:secret:rds!db-1", kms_key_id = "k", secret_status = "active" }] }
  }
}

variables {
  name                      = "pai-risk-mlops-platform-shared-superset"
  database_name             = "superset"
  instance_class            = "db.t4g.medium"
  storage_gib               = { initial = 50, max = 200 }
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  client_security_group_ids = { kubernetes = "sg-0123456789abcdef0" }
  kms_key_arn               = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
}

run "survives_a_zone_and_a_mistake" {
  command = plan

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.backup_retention_period == 14 && !aws_db_instance.this.delete_automated_backups
    error_message = "There are a standby and two weeks of backups, which outlive the instance."
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot
    error_message = "It is not deleted by accident, and never without a snapshot."
  }
}

run "names_the_final_snapshot_after_this_life" {
  assert {
    condition     = can(regex("^pai-risk-mlops-platform-shared-superset-final-[0-9]{12}$", aws_db_instance.this.final_snapshot_identifier))
    error_message = "A later life under the same name meets no snapshot of an earlier one."
  }
}

run "keeps_that_name_through_later_plans" {
  command = plan

  assert {
    condition     = aws_db_instance.this.final_snapshot_identifier == run.names_the_final_snapshot_after_this_life.final_snapshot_name
    error_message = "The time in the name is that of creation, not that of the plan."
  }
}

run "grows_between_its_limits" {
  command = plan

  assert {
    condition     = [aws_db_instance.this.allocated_storage, aws_db_instance.this.max_allocated_storage, aws_db_instance.this.storage_type] == [50, 200, "gp3"]
    error_message = "Storage begins small and grows by itself."
  }
}

run "refuses_a_limit_that_rds_refuses" {
  command = plan

  variables {
    storage_gib = { initial = 50, max = 51 }
  }

  expect_failures = [var.storage_gib]
}

run "refuses_backups_of_a_day" {
  command = plan

  variables {
    backup_days = 1
  }

  expect_failures = [var.backup_days]
}

run "refuses_an_x86_class" {
  command = plan

  variables {
    instance_class = "db.t3.medium"
  }

  expect_failures = [var.instance_class]
}
