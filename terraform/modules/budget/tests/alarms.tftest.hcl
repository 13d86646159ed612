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

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:ap-south-1:880170353725:pai-risk-mlops-fraud-production-budget" }
  }
}

variables {
  name       = "pai-risk-mlops-fraud-production-budget"
  limit_usd  = 1500
  budget_tag = "fraud-production"
  emails     = ["fraud-oncall@example.com", "risk-finance@example.com"]
}

run "warns_at_half_four_fifths_all_and_when_it_will_be_all" {
  assert {
    condition = toset([for n in aws_budgets_budget.this.notification : "${n.notification_type} ${n.threshold}"]) == toset([
      "ACTUAL 50", "ACTUAL 80", "ACTUAL 100", "FORECASTED 100",
    ])
    error_message = "Alarms come at 50, 80 and 100 % of actual and at 100 % of forecast cost."
  }

  assert {
    condition     = alltrue([for n in aws_budgets_budget.this.notification : one(n.subscriber_sns_topic_arns) == aws_sns_topic.this.arn])
    error_message = "Every alarm goes to the topic."
  }
}

run "tells_every_address" {
  assert {
    condition     = toset([for s in aws_sns_topic_subscription.email : s.endpoint]) == toset(var.emails)
    error_message = "Each address has a subscription of its own."
  }
}

run "lets_only_budgets_and_alarms_of_this_account_publish" {
  assert {
    condition = { for s in jsondecode(aws_sns_topic_policy.this.policy).Statement : s.Principal.Service => s.Condition } == {
      "budgets.amazonaws.com" = {
        StringEquals = { "aws:SourceAccount" = "880170353725" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:budgets::880170353725:*" }
      }
      "cloudwatch.amazonaws.com" = {
        StringEquals = { "aws:SourceAccount" = "880170353725" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:cloudwatch:ap-south-1:880170353725:alarm:*" }
      }
    }
    error_message = "Only Budgets and CloudWatch's alarms publish, and only for this account."
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_sns_topic_policy.this.policy).Statement : s.Action == "sns:Publish" && s.Resource == aws_sns_topic.this.arn])
    error_message = "They publish on this topic and do nothing else."
  }
}

run "refuses_a_budget_that_nobody_reads" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [var.emails]
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    emails = ["fraud-oncall"]
  }

  expect_failures = [var.emails]
}
