mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  kms_key_arn = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  secrets = {
    "pai-risk-mlops-platform-shared-superset" = {
      description       = "Superset: the key of its sessions."
      reader_role_names = ["pai-risk-mlops-platform-shared-external-secrets"]
    }
  }
}

run "denies_everyone_but_the_named_roles" {
  assert {
    condition = jsondecode(aws_secretsmanager_secret_policy.this["pai-risk-mlops-platform-shared-superset"].policy).Statement == [{
      Sid       = "OnlyItsReadersRead"
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = ["arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-external-secrets"] } }
    }]
    error_message = "Nobody else reads the secret, whatever IAM allows elsewhere."
  }

  assert {
    condition     = aws_secretsmanager_secret_policy.this["pai-risk-mlops-platform-shared-superset"].block_public_policy
    error_message = "A policy that opens the secret to the public is refused."
  }
}

run "makes_secrets_empty_and_encrypted_and_recoverable" {
  command = plan

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.kms_key_id == var.kms_key_arn && secret.recovery_window_in_days == 30])
    error_message = "Secrets are under the key that was given, and a deletion can be taken back for a month."
  }
}

run "refuses_a_secret_that_nobody_reads" {
  command = plan

  variables {
    secrets = { superset = { description = "Superset.", reader_role_names = [] } }
  }

  expect_failures = [var.secrets]
}

run "refuses_a_pattern_of_roles" {
  command = plan

  variables {
    secrets = { superset = { description = "Superset.", reader_role_names = ["pai-*"] } }
  }

  expect_failures = [var.secrets]
}

run "refuses_a_name_that_ends_like_an_arn" {
  command = plan

  variables {
    secrets = { "superset-AbC123" = { description = "Superset.", reader_role_names = ["reader"] } }
  }

  expect_failures = [var.secrets]
}

run "refuses_the_accounts_default_key" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/secretsmanager"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_a_recovery_that_aws_refuses" {
  command = plan

  variables {
    recovery_days = 3
  }

  expect_failures = [var.recovery_days]
}
