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

run "encrypts_storage_performance_data_and_password_with_the_given_key" {
  command = plan

  assert {
    condition     = aws_db_instance.this.storage_encrypted && alltrue([for key in [aws_db_instance.this.kms_key_id, aws_db_instance.this.performance_insights_kms_key_id, aws_db_instance.this.master_user_secret_kms_key_id] : key == var.kms_key_arn])
    error_message = "Everything at rest is encrypted with the key that was given."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == var.kms_key_arn && group.retention_in_days == 90])
    error_message = "So are its logs, which are not kept for ever."
  }
}

run "lets_rds_make_the_password" {
  command = plan

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "No password passes through Terraform."
  }
}

run "forces_tls_whatever_else_is_asked_for" {
  command = plan

  variables {
    parameters = { work_mem = "16384" }
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["rds.force_ssl"] == "1" && { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["work_mem"] == "16384"
    error_message = "A connection without TLS is refused."
  }
}

run "lets_named_groups_in_and_nobody_out" {
  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.clients : "${rule.referenced_security_group_id} ${rule.from_port}"] == ["sg-0123456789abcdef0 5432"]
    error_message = "Only members of the groups that were given connect."
  }

  assert {
    condition     = !aws_db_instance.this.publicly_accessible && aws_db_instance.this.vpc_security_group_ids == toset([aws_security_group.this.id])
    error_message = "The instance has no public address and that one group."
  }
}

run "refuses_to_switch_tls_off" {
  command = plan

  variables {
    parameters = { "rds.force_ssl" = "0" }
  }

  expect_failures = [var.parameters]
}

run "refuses_a_database_without_clients" {
  command = plan

  variables {
    client_security_group_ids = {}
  }

  expect_failures = [var.client_security_group_ids]
}

run "refuses_a_minor_version" {
  command = plan

  variables {
    engine_version = "16.4"
  }

  expect_failures = [var.engine_version]
}
