mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  alias       = "pai-risk-mlops-fraud-shared-key"
  description = "Data of tenant fraud."
}

run "lets_the_accounts_iam_policies_decide" {
  command = plan

  assert {
    condition = jsondecode(aws_kms_key.this.policy).Statement == [{
      Sid       = "AccountDecidesByIam"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::880170353725:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
    error_message = "Without users and services the account alone uses the key."
  }
}

run "lets_named_users_encrypt_but_not_administer" {
  command = plan

  variables {
    user_arns = ["arn:aws:iam::111122223333:role/auditor"]
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this.policy).Statement :
      statement.Principal.AWS == ["arn:aws:iam::111122223333:role/auditor"] && !contains(flatten([statement.Action]), "kms:*")
      if startswith(statement.Sid, "Users")
    ])
    error_message = "Users get the actions of use, not those of administration."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Condition.Bool["kms:GrantIsForAWSResource"]
      if contains(flatten([statement.Action]), "kms:CreateGrant")
    ]) == "true"
    error_message = "Users lend the key to AWS services only."
  }
}

run "lets_services_act_for_this_account_only" {
  command = plan

  variables {
    services = ["budgets.amazonaws.com"]
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Condition.StringEquals["aws:SourceAccount"]
      if statement.Sid == "ServicesActForThisAccount"
    ]) == "880170353725"
    error_message = "A service uses the key on behalf of this account only."
  }
}

run "refuses_everyone_as_a_user" {
  command = plan

  variables {
    user_arns = ["*"]
  }

  expect_failures = [var.user_arns]
}

run "refuses_what_is_no_service" {
  command = plan

  variables {
    services = ["budgets"]
  }

  expect_failures = [var.services]
}

run "lets_cloudwatch_logs_encrypt_the_named_log_groups_only" {
  command = plan

  variables {
    log_group_prefixes = ["/aws/eks/pai-risk-mlops-platform/"]
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"]
      if statement.Sid == "LogGroupsOfThisAccount"
    ]) == ["arn:aws:logs:ap-south-1:880170353725:log-group:/aws/eks/pai-risk-mlops-platform/*"]
    error_message = "The key serves log groups under the prefix and no others."
  }
}

run "refuses_every_log_group" {
  command = plan

  variables {
    log_group_prefixes = ["/*"]
  }

  expect_failures = [var.log_group_prefixes]
}
