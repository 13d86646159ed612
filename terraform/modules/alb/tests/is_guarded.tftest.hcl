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

override_resource {
  target = aws_s3_bucket.logs
  values = { arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-alb-logs", id = "pai-risk-mlops-platform-shared-alb-logs" }
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

run "is_internal_unless_told_otherwise" {
  command = plan

  assert {
    condition     = aws_lb.this.internal && aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields
    error_message = "The load balancer is internal, protected, and drops headers that are malformed."
  }
}

run "lets_the_named_networks_in_and_goes_to_pods_only" {
  command = plan

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.clients : "${rule.cidr_ipv4} ${rule.from_port}"]) == toset(["10.20.0.0/16 80", "10.20.0.0/16 443"])
    error_message = "Clients come from the networks that were given, on two ports."
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_egress_rule.targets : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"]) == toset(["10.20.0.0/16 8080-8080", "10.20.0.0/16 8088-8088"])
    error_message = "The load balancer connects to the applications' ports in the block of targets and nowhere else."
  }
}

run "puts_the_web_acl_in_front_without_the_rules_that_refuse_sql" {
  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn
    error_message = "The web ACL stands before the load balancer."
  }

  assert {
    condition = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset([
      "requests-per-ip", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
    ])
    error_message = "AWSManagedRulesSQLiRuleSet is not among the rules: people send SQL to Superset."
  }
}

run "writes_access_logs_where_elb_may_write" {
  assert {
    condition     = one(aws_lb.this.access_logs).enabled && one(aws_lb.this.access_logs).bucket == "pai-risk-mlops-platform-shared-alb-logs"
    error_message = "Access logs are on."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : statement.Resource if statement.Effect == "Allow"
    ]) == "arn:aws:s3:::pai-risk-mlops-platform-shared-alb-logs/AWSLogs/880170353725/*"
    error_message = "ELB writes the logs of this account and nothing else."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "ELB writes to a bucket under S3's own key only."
  }
}

run "refuses_everyone_at_an_internal_load_balancer" {
  command = plan

  variables {
    client_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.client_cidrs]
}

run "lets_everyone_reach_an_internet_facing_one" {
  command = plan

  variables {
    scheme       = "internet-facing"
    client_cidrs = ["0.0.0.0/0"]
  }

  assert {
    condition     = !aws_lb.this.internal
    error_message = "The load balancer faces the internet."
  }
}

run "refuses_a_name_of_33_characters" {
  command = plan

  variables {
    load_balancer_name = "pai-risk-mlops-platform-shared-al"
  }

  expect_failures = [var.load_balancer_name]
}
