mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:ap-south-1:880170353725:loadbalancer/app/alb/0123456789abcdef" }
  }

  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:ap-south-1:880170353725:targetgroup/superset/0123456789abcdef" }
  }

  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:ap-south-1:880170353725:listener/app/alb/0123456789abcdef/0123456789abcdef" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:ap-south-1:880170353725:regional/webacl/alb/00000000-0000-4000-8000-000000000001" }
  }
}

variables {
  name               = "pai-risk-mlops-platform-shared-alb"
  load_balancer_name = "pai-risk-mlops-platform-alb"
  log_bucket_name    = "pai-risk-mlops-platform-shared-alb-logs"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  client_cidrs       = ["10.20.0.0/16"]
  target_cidr        = "10.20.0.0/16"
  certificate_arn    = "arn:aws:acm:ap-south-1:880170353725:certificate/00000000-0000-4000-8000-000000000001"
  zone               = { id = "Z0123456789", name = "mlops.example.com" }
  applications = {
    argocd   = { port = 8080, health_path = "/healthz" }
    superset = { port = 8088, health_path = "/health" }
  }
}

run "gives_each_application_a_name_a_rule_and_a_target_group" {
  assert {
    condition     = { for name, record in aws_route53_record.this : name => record.name } == { argocd = "argocd.mlops.example.com", superset = "superset.mlops.example.com" }
    error_message = "Each application has a name below the zone."
  }

  assert {
    condition     = alltrue([for name, rule in aws_lb_listener_rule.this : one(one(one(rule.condition).host_header).values) == "${name}.mlops.example.com"])
    error_message = "A request goes to the application whose name it carries."
  }

  assert {
    condition     = { for name, group in aws_lb_target_group.this : name => "${group.target_type} ${group.port}" } == { argocd = "ip 8080", superset = "ip 8088" }
    error_message = "Targets are pods, on the application's port."
  }
}

run "answers_404_to_a_name_that_no_application_has" {
  command = plan

  assert {
    condition     = one(one(aws_lb_listener.https.default_action).fixed_response).status_code == "404"
    error_message = "No application answers for a name that is not its own."
  }
}

run "keeps_the_other_rules_when_an_application_comes" {
  command = plan

  variables {
    applications = {
      airflow  = { port = 8080, health_path = "/health" }
      argocd   = { port = 8080, health_path = "/healthz" }
      superset = { port = 8088, health_path = "/health" }
    }
  }

  assert {
    condition     = aws_lb_listener_rule.this["superset"].priority == run.gives_each_application_a_name_a_rule_and_a_target_group.priorities["superset"]
    error_message = "A rule's priority does not depend on the other applications."
  }
}

run "refuses_a_health_path_without_a_slash" {
  command = plan

  variables {
    applications = { superset = { port = 8088, health_path = "health" } }
  }

  expect_failures = [var.applications]
}

run "refuses_a_name_that_is_no_host" {
  command = plan

  variables {
    applications = { Superset_UI = { port = 8088, health_path = "/health" } }
  }

  expect_failures = [var.applications]
}
