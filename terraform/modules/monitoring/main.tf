data "aws_region" "current" {}

locals {
  missing = { good = "notBreaching", bad = "breaching", unknown = "missing" }

  threshold = { for name, alarm in var.alarms : name => alarm.above == null ? alarm.below : alarm.above }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = each.value.means

  namespace          = each.value.namespace
  metric_name        = each.value.metric
  dimensions         = each.value.dimensions
  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null

  comparison_operator = each.value.above == null ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = local.threshold[each.key]
  period              = each.value.period_seconds
  evaluation_periods  = each.value.periods
  treat_missing_data  = local.missing[each.value.no_data]

  alarm_actions = var.topic_arns
  ok_actions    = var.topic_arns
}

# One answer to "is anything wrong?". It tells nobody: each alarm does, and one that rings must not hide the next.
resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name        = "${var.name}-any"
  alarm_description = "At least one alarm of ${var.name} rings."

  alarm_rule = join(" OR ", [for name in sort(keys(var.alarms)) : "ALARM(\"${aws_cloudwatch_metric_alarm.this[name].alarm_name}\")"])
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
