data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # What happens to a fleet or an instance carries the cluster's id and not its name, so these two are heard of every cluster.
  rules = {
    cluster-state = {
      about       = "A cluster starts, waits, ends"
      source      = "aws.emr"
      detail-type = ["EMR Cluster State Change"]
      detail      = { name = [{ prefix = var.cluster_name_prefix }] }
    }
    fleet-state = {
      about       = "A fleet resizes, fails to, or is suspended"
      source      = "aws.emr"
      detail-type = ["EMR Instance Fleet State Change"]
      detail      = null
    }
    spot = {
      about       = "Spot capacity is about to go: in two minutes, or probably soon"
      source      = "aws.ec2"
      detail-type = ["EC2 Spot Instance Interruption Warning", "EC2 Instance Rebalance Recommendation"]
      detail      = null
    }
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.rules

  name        = "${var.name}-${each.key}"
  description = each.value.about

  event_pattern = jsonencode({
    for field, wanted in { source = [each.value.source], "detail-type" = each.value.detail-type, detail = each.value.detail } :
    field => wanted if wanted != null
  })
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.rules

  rule      = aws_cloudwatch_event_rule.this[each.key].name
  target_id = "queue"
  arn       = aws_sqs_queue.events.arn

  # EventBridge delivers nothing until the queue lets it.
  depends_on = [aws_sqs_queue_policy.events]
}

resource "aws_sqs_queue" "events" {
  name                       = "${var.name}-events"
  kms_master_key_id          = var.kms_key_arn
  message_retention_seconds  = var.event_seconds
  visibility_timeout_seconds = 60
  receive_wait_time_seconds  = 20

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

# Two weeks, the most that SQS keeps: someone has to look at these.
resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-events-dead"
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RulesSend"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.events.arn
        Condition = { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.this : rule.arn] } }
      },
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.events.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic" "alarms" {
  name              = var.name
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AlarmsOfThisAccountPublish"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:cloudwatch:${data.aws_region.current.region}:${local.account_id}:alarm:*" }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.emails)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.value
}
