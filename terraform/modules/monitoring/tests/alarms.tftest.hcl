mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  name       = "pai-risk-mlops-platform-shared-health"
  topic_arns = ["arn:aws:sns:ap-south-1:880170353725:pai-risk-mlops-platform-shared-operator"]
  alarms = {
    alb-slow = {
      section    = "Load balancer", means = "Slow: look at Superset.", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime"
      dimensions = { LoadBalancer = "app/alb/1" }, statistic = "p95", above = 10, periods = 3
    }
    database-storage = {
      section    = "Database", means = "Full: raise database.storage.", namespace = "AWS/RDS", metric = "FreeStorageSpace"
      dimensions = { DBInstanceIdentifier = "superset" }, statistic = "Minimum", below = 5368709120, no_data = "bad"
    }
  }
}

run "rings_above_or_below_as_asked" {
  command = plan

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => "${alarm.comparison_operator} ${alarm.threshold}" } == {
      alb-slow         = "GreaterThanThreshold 10"
      database-storage = "LessThanThreshold 5368709120"
    }
    error_message = "The threshold is a ceiling or a floor."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["alb-slow"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["database-storage"].statistic == "Minimum"
    error_message = "A percentile is an extended statistic."
  }
}

run "takes_silence_as_it_is_told_to" {
  command = plan

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.treat_missing_data } == { alb-slow = "notBreaching", database-storage = "breaching" }
    error_message = "No data is good unless the alarm says otherwise."
  }
}

run "tells_every_topic_of_each_alarm_and_of_its_end" {
  command = plan

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset(var.topic_arns) && alarm.ok_actions == toset(var.topic_arns)])
    error_message = "An alarm that rings is heard, and so is its end."
  }

  assert {
    condition     = length(coalesce(aws_cloudwatch_composite_alarm.any.alarm_actions, [])) == 0
    error_message = "The composite tells nobody, or everything would be heard twice."
  }
}

run "answers_whether_anything_is_wrong" {
  command = plan

  assert {
    condition     = aws_cloudwatch_composite_alarm.any.alarm_rule == "ALARM(\"pai-risk-mlops-platform-shared-health-alb-slow\") OR ALARM(\"pai-risk-mlops-platform-shared-health-database-storage\")"
    error_message = "One alarm rings while any of them does."
  }
}

run "refuses_an_alarm_with_two_thresholds" {
  command = plan

  variables {
    alarms = {
      both = { section = "s", means = "m", namespace = "n", metric = "m", dimensions = {}, statistic = "Sum", above = 1, below = 0 }
    }
  }

  expect_failures = [var.alarms]
}

run "refuses_an_alarm_that_does_not_say_what_it_means" {
  command = plan

  variables {
    alarms = { mute = { section = "s", means = "", namespace = "n", metric = "m", dimensions = {}, statistic = "Sum", above = 1 } }
  }

  expect_failures = [var.alarms]
}

run "refuses_alarms_that_nobody_hears" {
  command = plan

  variables {
    topic_arns = []
  }

  expect_failures = [var.topic_arns]
}

run "refuses_more_than_a_day_of_periods" {
  command = plan

  variables {
    alarms = { slow = { section = "s", means = "m", namespace = "n", metric = "m", dimensions = {}, statistic = "Sum", above = 1, period_seconds = 3600, periods = 25 } }
  }

  expect_failures = [var.alarms]
}
