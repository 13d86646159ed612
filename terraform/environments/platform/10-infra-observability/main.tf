# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

data "terraform_remote_state" "infra_eks" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/02-infra-eks/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_alb" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/03-infra-alb/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_rds" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/04-infra-rds/terraform.tfstate"
    region = "ap-south-1"
  }
}

data "terraform_remote_state" "infra_operator" {
  backend = "s3"

  config = {
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    key    = "platform/09-infra-operator/terraform.tfstate"
    region = "ap-south-1"
  }
}

module "monitoring" {
  source = "../../../modules/monitoring"

  name       = "pai-risk-mlops-platform-shared-health"
  topic_arns = [data.terraform_remote_state.infra_operator.outputs.topic_arn]

  alarms = {
    alb-5xx = {
      section   = "Load balancer"
      means     = "Applications fail, or none is there: look at the pods of Superset and Argo CD."
      namespace = "AWS/ApplicationELB"
      metric    = "HTTPCode_ELB_5XX_Count"
      dimensions = {
        LoadBalancer = data.terraform_remote_state.infra_alb.outputs.load_balancer_suffix
      }
      statistic = "Sum"
      above     = 25
    }
    alb-slow = {
      section   = "Load balancer"
      means     = "One request in twenty takes longer than 10 seconds: look at Superset's queries and at its database."
      namespace = "AWS/ApplicationELB"
      metric    = "TargetResponseTime"
      dimensions = {
        LoadBalancer = data.terraform_remote_state.infra_alb.outputs.load_balancer_suffix
      }
      statistic = "p95"
      above     = 10
      periods   = 3
    }
    database-cpu = {
      section   = "Database"
      means     = "The database computes without a pause: find the query in Performance Insights."
      namespace = "AWS/RDS"
      metric    = "CPUUtilization"
      dimensions = {
        DBInstanceIdentifier = data.terraform_remote_state.infra_rds.outputs.instance_id
      }
      statistic = "Average"
      above     = 85
      periods   = 3
    }
    database-storage = {
      section   = "Database"
      means     = "A tenth of the storage is left and it has not grown by itself: raise database.storage."
      namespace = "AWS/RDS"
      metric    = "FreeStorageSpace"
      dimensions = {
        DBInstanceIdentifier = data.terraform_remote_state.infra_rds.outputs.instance_id
      }
      statistic = "Minimum"
      below     = 5368709120
    }
    database-memory = {
      section   = "Database"
      means     = "The database has less than 256 MiB left: close connections or choose a larger database.type."
      namespace = "AWS/RDS"
      metric    = "FreeableMemory"
      dimensions = {
        DBInstanceIdentifier = data.terraform_remote_state.infra_rds.outputs.instance_id
      }
      statistic = "Minimum"
      below     = 268435456
      periods   = 3
    }
    eks-unschedulable = {
      section   = "Kubernetes"
      means     = "Pods wait for a node: raise eks.spot.max or eks.on_demand.max."
      namespace = "AWS/EKS"
      metric    = "scheduler_pending_pods_UNSCHEDULABLE"
      dimensions = {
        ClusterName = data.terraform_remote_state.infra_eks.outputs.cluster_name
      }
      statistic = "Maximum"
      above     = 5
      periods   = 3
    }
    eks-api-errors = {
      section   = "Kubernetes"
      means     = "The Kubernetes API fails: look at the audit log in /aws/eks, and at webhooks that do not answer."
      namespace = "AWS/EKS"
      metric    = "apiserver_request_total_5XX"
      dimensions = {
        ClusterName = data.terraform_remote_state.infra_eks.outputs.cluster_name
      }
      statistic = "Sum"
      above     = 50
      periods   = 2
    }
    operator-deaf = {
      section   = "Operator"
      means     = "Events wait longer than five minutes: the operator does not run, so no cluster is scaled or parked."
      namespace = "AWS/SQS"
      metric    = "ApproximateAgeOfOldestMessage"
      dimensions = {
        QueueName = data.terraform_remote_state.infra_operator.outputs.queue_name
      }
      statistic = "Maximum"
      above     = 300
      periods   = 2
    }
    operator-dead-letters = {
      section   = "Operator"
      means     = "The operator gave up on an event five times: read the queue of dead letters."
      namespace = "AWS/SQS"
      metric    = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = data.terraform_remote_state.infra_operator.outputs.dead_letter_queue_name
      }
      statistic = "Maximum"
      above     = 0
    }
  }
}
