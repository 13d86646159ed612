# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it sends a mail that asks for confirmation.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name                = "pai-risk-mlops-live-shared-operator"
  cluster_name_prefix = "pai-risk-mlops-live-"
  emails              = ["live-oncall@example.com"]
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-operator-key"
    description = "Nothing: a test."
    services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
  }
}

run "stands" {
  variables {
    kms_key_arn = run.has_a_key.key_arn
  }

  assert {
    condition     = endswith(output.queue_arn, ":pai-risk-mlops-live-shared-operator-events") && endswith(output.topic_arn, ":pai-risk-mlops-live-shared-operator")
    error_message = "Queue and topic have the names that were given."
  }
}

run "keeps_events_longer_in_place" {
  variables {
    kms_key_arn   = run.has_a_key.key_arn
    event_seconds = 7200
  }

  assert {
    condition     = output.queue_arn == run.stands.queue_arn && aws_sqs_queue.events.message_retention_seconds == 7200
    error_message = "The queue changes and stays."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    kms_key_arn   = run.has_a_key.key_arn
    event_seconds = 7200
  }

  assert {
    condition     = output.topic_arn == run.stands.topic_arn
    error_message = "A second plan replaces nothing."
  }
}
