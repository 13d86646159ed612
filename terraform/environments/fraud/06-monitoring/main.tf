# Rendered by haveli from tenants/fraud.yaml and platform.yaml. Do not edit: change these, then run `haveli render`.

data "terraform_remote_state" "emr_production" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/03-emr-production/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "emr_staging" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/04-emr-staging/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "budgets" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "fraud/05-budgets/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "monitoring" {
  source = "../../../modules/monitoring"

  name = "pai-risk-mlops-fraud-shared-health"
  topic_arns = [
    data.terraform_remote_state.budgets.outputs.production_topic_arn,
    data.terraform_remote_state.budgets.outputs.staging_topic_arn,
  ]

  alarms = {
    production-memory = {
      section   = "production"
      means     = "YARN has had less than 5 % of its memory free for half an hour: the fleet is at its maximum, or the budget holds it. `haveli cluster why` tells."
      namespace = "AWS/ElasticMapReduce"
      metric    = "YARNMemoryAvailablePercentage"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_production.outputs.cluster_id
      }
      statistic = "Average"
      below     = 5
      periods   = 6
    }
    production-hdfs = {
      section   = "production"
      means     = "HDFS is four fifths full: delete what jobs left there, or add core units."
      namespace = "AWS/ElasticMapReduce"
      metric    = "HDFSUtilization"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_production.outputs.cluster_id
      }
      statistic = "Maximum"
      above     = 80
    }
    production-nodes = {
      section   = "production"
      means     = "YARN calls nodes unhealthy, usually because a disk is full: `haveli cluster logs` tells which."
      namespace = "AWS/ElasticMapReduce"
      metric    = "MRUnhealthyNodes"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_production.outputs.cluster_id
      }
      statistic = "Maximum"
      above     = 0
      periods   = 3
    }
    staging-memory = {
      section   = "staging"
      means     = "YARN has had less than 5 % of its memory free for half an hour: the fleet is at its maximum, or the budget holds it. `haveli cluster why` tells."
      namespace = "AWS/ElasticMapReduce"
      metric    = "YARNMemoryAvailablePercentage"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_staging.outputs.cluster_id
      }
      statistic = "Average"
      below     = 5
      periods   = 6
    }
    staging-hdfs = {
      section   = "staging"
      means     = "HDFS is four fifths full: delete what jobs left there, or add core units."
      namespace = "AWS/ElasticMapReduce"
      metric    = "HDFSUtilization"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_staging.outputs.cluster_id
      }
      statistic = "Maximum"
      above     = 80
    }
    staging-nodes = {
      section   = "staging"
      means     = "YARN calls nodes unhealthy, usually because a disk is full: `haveli cluster logs` tells which."
      namespace = "AWS/ElasticMapReduce"
      metric    = "MRUnhealthyNodes"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_staging.outputs.cluster_id
      }
      statistic = "Maximum"
      above     = 0
      periods   = 3
    }
    staging-not-parked = {
      section   = "staging"
      means     = "The cluster has been idle for three hours and still runs: it should have been parked."
      namespace = "AWS/ElasticMapReduce"
      metric    = "IsIdle"
      dimensions = {
        JobFlowId = data.terraform_remote_state.emr_staging.outputs.cluster_id
      }
      statistic      = "Minimum"
      above          = 0.5
      period_seconds = 3600
      periods        = 3
    }
  }
}
