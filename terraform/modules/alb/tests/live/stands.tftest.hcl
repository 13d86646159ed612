# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it waits for a delegation that never comes.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name                = "pai-risk-mlops-live-shared-alb"
  load_balancer_name  = "pai-risk-mlops-live-alb"
  log_bucket_name     = "pai-risk-mlops-live-shared-alb-logs"
  client_cidrs        = ["10.30.0.0/16"]
  target_cidr         = "10.30.0.0/16"
  deletion_protection = false
}

run "has_a_vpc" {
  module {
    source = "../vpc"
  }

  variables {
    name = "pai-risk-mlops-live-shared-vpc"
    cidr = "10.30.0.0/16"
    azs  = ["ap-south-1a", "ap-south-1b"]
    nat  = "none"
  }
}

run "has_names" {
  module {
    source = "../dns"
  }

  variables {
    public_zone         = "alb.mlops.example.com"
    private_zone        = "alb.mlops.internal"
    vpc_ids             = [run.has_a_vpc.vpc_id]
    certificate_domains = ["alb.mlops.example.com", "*.alb.mlops.example.com"]
  }
}

run "stands" {
  variables {
    vpc_id          = run.has_a_vpc.vpc_id
    subnet_ids      = run.has_a_vpc.private_subnet_ids
    certificate_arn = run.has_names.certificate_arn
    zone            = { id = run.has_names.public_zone_id, name = run.has_names.public_zone_name }
    applications    = { superset = { port = 8088, health_path = "/health" } }
  }

  assert {
    condition     = output.host_names == { superset = "superset.alb.mlops.example.com" } && strcontains(output.target_group_arns["superset"], ":targetgroup/superset-")
    error_message = "Superset has a name and a target group."
  }
}

run "takes_one_more_application_in_place" {
  variables {
    vpc_id          = run.has_a_vpc.vpc_id
    subnet_ids      = run.has_a_vpc.private_subnet_ids
    certificate_arn = run.has_names.certificate_arn
    zone            = { id = run.has_names.public_zone_id, name = run.has_names.public_zone_name }
    applications = {
      argocd   = { port = 8080, health_path = "/healthz" }
      superset = { port = 8088, health_path = "/login/" }
    }
  }

  assert {
    condition     = output.load_balancer_arn == run.stands.load_balancer_arn && output.target_group_arns["superset"] == run.stands.target_group_arns["superset"]
    error_message = "Argo CD comes, and Superset's pods stay where they are."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    vpc_id          = run.has_a_vpc.vpc_id
    subnet_ids      = run.has_a_vpc.private_subnet_ids
    certificate_arn = run.has_names.certificate_arn
    zone            = { id = run.has_names.public_zone_id, name = run.has_names.public_zone_name }
    applications = {
      argocd   = { port = 8080, health_path = "/healthz" }
      superset = { port = 8088, health_path = "/login/" }
    }
  }

  assert {
    condition     = output.load_balancer_arn == run.stands.load_balancer_arn
    error_message = "A second plan replaces nothing."
  }
}
