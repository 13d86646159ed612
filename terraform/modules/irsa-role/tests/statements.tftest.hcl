mock_provider "aws" {}

variables {
  name            = "pai-risk-mlops-platform-shared-superset"
  description     = "Superset signs in to its database."
  service_account = { namespace = "superset", name = "superset" }
  trust           = "pod_identity"
  cluster = {
    name              = "pai-risk-mlops-platform"
    arn               = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-platform"
    oidc_provider_arn = "arn:aws:iam::880170353725:oidc-provider/oidc.eks.ap-south-1.amazonaws.com/id/AB12"
    oidc_issuer       = "oidc.eks.ap-south-1.amazonaws.com/id/AB12"
  }
  statements = {
    SeeTheAccount = { actions = ["elasticmapreduce:ListClusters"], resources = ["*"] }
    HearEvents    = { actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources = ["arn:aws:sqs:ap-south-1:880170353725:q"] }
    ReportMetrics = {
      actions    = ["cloudwatch:PutMetricData"]
      resources  = ["*"]
      conditions = { StringEquals = { "cloudwatch:namespace" = ["Haveli"] } }
    }
  }
}

run "allows_what_is_listed_and_nothing_else" {
  command = plan

  assert {
    condition = { for s in jsondecode(aws_iam_role_policy.this[0].policy).Statement : s.Sid => s.Action } == {
      HearEvents = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], ReportMetrics = ["cloudwatch:PutMetricData"], SeeTheAccount = ["elasticmapreduce:ListClusters"]
    }
    error_message = "Each statement is there under its name."
  }

  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.this[0].policy).Statement : s.Condition if s.Sid == "ReportMetrics"] == [{ StringEquals = { "cloudwatch:namespace" = ["Haveli"] } }]
    error_message = "A condition comes along; a statement without one has no empty one."
  }

  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.this[0].policy).Statement : can(s.Condition)] == [false, true, false]
    error_message = "IAM refuses an empty condition."
  }
}

run "knows_actions_in_small_letters_and_groups_of_actions" {
  command = plan

  variables {
    statements = {
      SignIn = { actions = ["rds-db:connect"], resources = ["arn:aws:rds-db:ap-south-1:880170353725:dbuser:db-1/superset"] }
      See    = { actions = ["ec2:Describe*"], resources = ["*"] }
    }
  }

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this[0].policy).Statement) == 2
    error_message = "Both are what AWS calls actions."
  }
}

run "refuses_everything_of_a_service" {
  command = plan

  variables {
    statements = { All = { actions = ["s3:*"], resources = ["arn:aws:s3:::bucket/*"] } }
  }

  expect_failures = [var.statements]
}

run "refuses_to_change_anything_anywhere" {
  command = plan

  variables {
    statements = { Any = { actions = ["sqs:DeleteMessage"], resources = ["*"] } }
  }

  expect_failures = [var.statements]
}

run "refuses_a_change_hidden_among_reads" {
  command = plan

  variables {
    statements = { Mixed = { actions = ["ec2:DescribeInstances", "ec2:TerminateInstances"], resources = ["*"] } }
  }

  expect_failures = [var.statements]
}

run "refuses_a_name_that_is_no_sid" {
  command = plan

  variables {
    statements = { "see-all" = { actions = ["ec2:DescribeInstances"], resources = ["*"] } }
  }

  expect_failures = [var.statements]
}
