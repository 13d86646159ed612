# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name       = "pai-risk-mlops-live-shared-health"
  topic_arns = ["arn:aws:sns:ap-south-1:880170353725:pai-risk-mlops-live-shared-operator"]
  alarms = {
    database-storage = {
      section    = "Database", means = "Full: raise database.storage.", namespace = "AWS/RDS", metric = "FreeStorageSpace"
      dimensions = { DBInstanceIdentifier = "live" }, statistic = "Minimum", below = 5368709120
    }
  }
}

run "stands" {
  assert {
    condition     = output.dashboard_name == "pai-risk-mlops-live-shared-health" && endswith(output.composite_alarm_arn, ":alarm:pai-risk-mlops-live-shared-health-any")
    error_message = "Dashboard and composite have the names that were given."
  }
}

run "watches_one_thing_more_in_place" {
  variables {
    alarms = {
      alb-slow = {
        section    = "Load balancer", means = "Slow: look at Superset.", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime"
        dimensions = { LoadBalancer = "app/live/1" }, statistic = "p95", above = 10, periods = 3
      }
      database-storage = {
        section    = "Database", means = "Full: raise database.storage.", namespace = "AWS/RDS", metric = "FreeStorageSpace"
        dimensions = { DBInstanceIdentifier = "live" }, statistic = "Minimum", below = 10737418240
      }
    }
  }

  assert {
    condition     = output.alarm_arns["database-storage"] == run.stands.alarm_arns["database-storage"] && strcontains(aws_cloudwatch_composite_alarm.any.alarm_rule, "alb-slow")
    error_message = "The alarm stays, and the composite hears both."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    alarms = {
      alb-slow = {
        section    = "Load balancer", means = "Slow: look at Superset.", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime"
        dimensions = { LoadBalancer = "app/live/1" }, statistic = "p95", above = 10, periods = 3
      }
      database-storage = {
        section    = "Database", means = "Full: raise database.storage.", namespace = "AWS/RDS", metric = "FreeStorageSpace"
        dimensions = { DBInstanceIdentifier = "live" }, statistic = "Minimum", below = 10737418240
      }
    }
  }

  assert {
    condition     = output.dashboard_name == run.stands.dashboard_name
    error_message = "A second plan replaces nothing."
  }
}
