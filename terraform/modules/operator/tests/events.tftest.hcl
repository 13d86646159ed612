mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:ap-south-1:880170353725:pai-risk-mlops-platform-shared-operator" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:ap-south-1:880170353725:pai-risk-mlops-platform-shared-operator-events" }
  }

  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:ap-south-1:880170353725:rule/pai-risk-mlops-platform-shared-operator-spot" }
  }
}

variables {
  name                = "pai-risk-mlops-platform-shared-operator"
  cluster_name_prefix = "pai-risk-mlops-"
  kms_key_arn         = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  emails              = ["risk-platform@example.com"]
}

run "hears_clusters_fleets_and_spot" {
  command = plan

  assert {
    condition = { for name, rule in aws_cloudwatch_event_rule.this : name => jsondecode(rule.event_pattern)["detail-type"] } == {
      cluster-state = ["EMR Cluster State Change"]
      fleet-state   = ["EMR Instance Fleet State Change"]
      spot          = ["EC2 Spot Instance Interruption Warning", "EC2 Instance Rebalance Recommendation"]
    }
    error_message = "These four kinds of events are what a decision may follow from."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["cluster-state"].event_pattern).detail == { name = [{ prefix = "pai-risk-mlops-" }] }
    error_message = "Clusters of others are not heard."
  }
}

run "lets_its_own_rules_send_and_nobody_else" {
  assert {
    condition     = one([for s in jsondecode(aws_sqs_queue_policy.events.policy).Statement : s if s.Effect == "Allow"]).Principal == { Service = "events.amazonaws.com" }
    error_message = "Only EventBridge sends."
  }

  assert {
    condition     = toset(one([for s in jsondecode(aws_sqs_queue_policy.events.policy).Statement : s.Condition.ArnEquals["aws:SourceArn"] if s.Effect == "Allow"])) == toset([for rule in aws_cloudwatch_event_rule.this : rule.arn])
    error_message = "And only for these rules."
  }
}

run "keeps_what_cannot_be_worked_off_for_two_weeks" {
  assert {
    condition     = jsondecode(aws_sqs_queue.events.redrive_policy) == { deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 }
    error_message = "After five attempts an event is put aside."
  }

  assert {
    condition     = aws_sqs_queue.dead.message_retention_seconds == 1209600 && aws_sqs_queue.events.message_retention_seconds == 3600
    error_message = "Events live for an hour, those put aside for two weeks."
  }
}

run "encrypts_queues_and_topic_with_the_given_key" {
  command = plan

  assert {
    condition     = alltrue([for key in [aws_sqs_queue.events.kms_master_key_id, aws_sqs_queue.dead.kms_master_key_id, aws_sns_topic.alarms.kms_master_key_id] : key == var.kms_key_arn])
    error_message = "Everything at rest is encrypted with the key that was given."
  }
}

run "lets_alarms_of_this_account_publish" {
  assert {
    condition     = one(jsondecode(aws_sns_topic_policy.alarms.policy).Statement).Condition.ArnLike["aws:SourceArn"] == "arn:aws:cloudwatch:ap-south-1:880170353725:alarm:*"
    error_message = "Alarms of this account publish, and nothing else does by this policy."
  }
}

run "refuses_a_prefix_that_other_products_share" {
  command = plan

  variables {
    cluster_name_prefix = "pai"
  }

  expect_failures = [var.cluster_name_prefix]
}

run "refuses_alarms_that_nobody_hears" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [var.emails]
}

run "refuses_a_key_that_events_cannot_use" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/sqs"
  }

  expect_failures = [var.kms_key_arn]
}
