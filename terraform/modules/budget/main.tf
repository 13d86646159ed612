data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id

  # Each alarm costs nothing; the forecast comes first because AWS refreshes actual cost only every 8 to 12 hours.
  alarms = {
    "forecast-100" = { type = "FORECASTED", percent = 100 }
    "actual-50"    = { type = "ACTUAL", percent = 50 }
    "actual-80"    = { type = "ACTUAL", percent = 80 }
    "actual-100"   = { type = "ACTUAL", percent = 100 }
  }

  # The alarms of what the budget pays for reach the same people by the same topic.
  publishers = {
    budgets    = "budgets::${local.account_id}:*"
    cloudwatch = "cloudwatch:${data.aws_region.current.region}:${local.account_id}:alarm:*"
  }
}

resource "aws_budgets_budget" "this" {
  name         = var.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.limit_usd)
  limit_unit   = "USD"

  # By format, because "budget$${...}" is Terraform's escape for a literal "${". Written otherwise the budget shows 0.
  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:budget$%s", var.budget_tag)]
  }

  dynamic "notification" {
    for_each = local.alarms

    content {
      notification_type         = notification.value.type
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value.percent
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.this.arn]
    }
  }

  # Budgets tries to publish when a subscriber is added and refuses a topic that it cannot reach.
  depends_on = [aws_sns_topic_policy.this]
}

resource "aws_sns_topic" "this" {
  name              = var.name
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for service, source in local.publishers : {
        Sid       = "${title(service)}OfThisAccountPublishes"
        Effect    = "Allow"
        Principal = { Service = "${service}.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = local.account_id }
          ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:${source}" }
        }
      }
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.emails)

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.value
}
