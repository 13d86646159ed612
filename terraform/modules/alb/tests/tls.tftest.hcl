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

run "speaks_tls_1_3_alone" {
  command = plan

  assert {
    condition     = aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-3-2021-06" && aws_lb_listener.https.port == 443
    error_message = "Unless told otherwise the listener speaks nothing older than TLS 1.3."
  }
}

run "sends_http_on_to_https" {
  command = plan

  assert {
    condition = [
      one(aws_lb_listener.http.default_action).type, one(one(aws_lb_listener.http.default_action).redirect).protocol,
      one(one(aws_lb_listener.http.default_action).redirect).port, one(one(aws_lb_listener.http.default_action).redirect).status_code,
    ] == ["redirect", "HTTPS", "443", "HTTP_301"]
    error_message = "Nothing is served by plain HTTP."
  }
}

run "refuses_a_policy_with_tls_1_0" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.ssl_policy]
}

run "refuses_a_certificate_of_iam" {
  command = plan

  variables {
    certificate_arn = "arn:aws:iam::880170353725:server-certificate/old"
  }

  expect_failures = [var.certificate_arn]
}
