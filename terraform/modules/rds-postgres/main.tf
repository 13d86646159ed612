locals {
  exported_logs = ["postgresql", "upgrade"]

  # Slow queries and connections are logged: who was there is the auditor's first question.
  parameters = merge({
    log_connections            = "1"
    log_disconnections         = "1"
    log_min_duration_statement = "1000"
  }, var.parameters, { "rds.force_ssl" = "1" })
}

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  db_name        = var.database_name
  username       = var.master_username
  port           = 5432

  allocated_storage     = var.storage_gib.initial
  max_allocated_storage = var.storage_gib.max
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  # RDS makes the password, keeps it in Secrets Manager and rotates it: it never passes through Terraform.
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"
  parameter_group_name   = aws_db_parameter_group.this.name

  backup_retention_period   = var.backup_days
  backup_window             = "20:00-21:00"
  maintenance_window        = "sat:21:30-sat:22:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final-${terraform_data.life.output}"

  # A major version is a change of engine_version that somebody made and reviewed.
  allow_major_version_upgrade     = true
  auto_minor_version_upgrade      = true
  apply_immediately               = false
  enabled_cloudwatch_logs_exports = local.exported_logs

  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.kms_key_arn
  performance_insights_retention_period = 7

  # RDS would make the groups itself, without a limit of time and without the key.
  depends_on = [aws_cloudwatch_log_group.this]
}

# When this instance's life began: a later life under the same name must not meet the snapshot of an earlier one.
resource "terraform_data" "life" {
  input = formatdate("YYYYMMDDhhmm", plantimestamp())

  lifecycle {
    ignore_changes = [input]
  }
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name        = "${var.name}-${var.engine_version}"
  description = "PostgreSQL ${var.engine_version} of ${var.name}"
  family      = "postgres${var.engine_version}"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "immediate"
    }
  }

  # A new major version needs a new group while the instance still uses the old one.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(local.exported_logs)

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "PostgreSQL ${var.name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true
}

# There is no rule for the way out: a database answers and asks nobody.
resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  description                  = "Client ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
