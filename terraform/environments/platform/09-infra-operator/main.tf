# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_eks" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/02-infra-eks/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "key" {
  source = "../../../modules/kms-key"

  alias       = "pai-risk-mlops-platform-shared-operator-key"
  description = "Events of clusters, and the platform's alarms."
  services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
}

module "events" {
  source = "../../../modules/operator"

  name                = "pai-risk-mlops-platform-shared-operator"
  cluster_name_prefix = "pai-risk-mlops-"
  kms_key_arn         = module.key.key_arn
  emails              = ["risk-platform@example.com"]
}

module "role" {
  source = "../../../modules/irsa-role"

  name        = "pai-risk-mlops-platform-shared-operator"
  description = "The operator resizes task fleets and ends idle clusters."
  service_account = {
    namespace = "haveli"
    name      = "operator"
  }
  trust = "pod_identity"

  cluster = {
    name              = data.terraform_remote_state.infra_eks.outputs.cluster_name
    arn               = data.terraform_remote_state.infra_eks.outputs.cluster_arn
    oidc_provider_arn = data.terraform_remote_state.infra_eks.outputs.oidc_provider_arn
    oidc_issuer       = data.terraform_remote_state.infra_eks.outputs.oidc_issuer
  }

  statements = {
    SeeTheAccount = {
      actions = [
        "ce:GetCostAndUsage",
        "cloudwatch:GetMetricData",
        "ec2:DescribeSpotPriceHistory",
        "elasticmapreduce:ListClusters",
      ]
      resources = ["*"]
    }
    SeeClusters = {
      actions = [
        "elasticmapreduce:DescribeCluster",
        "elasticmapreduce:ListInstanceFleets",
        "elasticmapreduce:ListInstances",
        "elasticmapreduce:ListSteps",
      ]
      resources = ["arn:aws:elasticmapreduce:ap-south-1:880170353725:cluster/*"]
      conditions = {
        StringEquals = {
          "elasticmapreduce:ResourceTag/managed-by" = ["haveli"]
          "elasticmapreduce:ResourceTag/product"    = ["pai-risk-mlops"]
        }
      }
    }
    ResizeAndEndClusters = {
      actions = [
        "elasticmapreduce:ModifyInstanceFleet",
        "elasticmapreduce:PutAutoTerminationPolicy",
        "elasticmapreduce:TerminateJobFlows",
      ]
      resources = ["arn:aws:elasticmapreduce:ap-south-1:880170353725:cluster/*"]
      conditions = {
        StringEquals = {
          "elasticmapreduce:ResourceTag/managed-by" = ["haveli"]
          "elasticmapreduce:ResourceTag/product"    = ["pai-risk-mlops"]
        }
      }
    }
    HearEvents = {
      actions = [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
      ]
      resources = [module.events.queue_arn]
    }
    Report = {
      actions   = ["sns:Publish"]
      resources = [module.events.topic_arn]
    }
    ReportMetrics = {
      actions   = ["cloudwatch:PutMetricData"]
      resources = ["*"]
      conditions = {
        StringEquals = {
          "cloudwatch:namespace" = ["Haveli"]
        }
      }
    }
    UseKey = {
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [module.key.key_arn]
    }
  }
}
