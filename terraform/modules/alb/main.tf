locals {
  host_names = { for name in keys(var.applications) : name => "${name}.${var.zone.name}" }

  # From the name, so that one application more moves no other's rule: two rules may not hold one priority even for a moment.
  priorities = { for name in keys(var.applications) : name => 100 + parseint(substr(sha256(name), 0, 4), 16) % 49900 }

  target_ports = toset([for application in values(var.applications) : tostring(application.port)])
}

resource "aws_lb" "this" {
  name               = var.load_balancer_name
  load_balancer_type = "application"
  internal           = var.scheme == "internal"
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.this.id]

  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  idle_timeout               = 120

  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }

  # ELB writes a test object when logging is switched on, and refuses a bucket in which it may not.
  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.ssl_policy
  certificate_arn   = var.certificate_arn

  # A name that no application has is no application's business.
  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "There is no such application."
      status_code  = "404"
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = var.applications

  name        = substr("${each.key}-${sha256("${var.load_balancer_name}-${each.key}-${each.value.port}-${each.value.protocol}")}", 0, 32)
  vpc_id      = var.vpc_id
  target_type = "ip"
  port        = each.value.port
  protocol    = each.value.protocol

  deregistration_delay = 30

  health_check {
    path                = each.value.health_path
    protocol            = each.value.protocol
    matcher             = "200-299"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  # Its name follows from what cannot change in place, so the new one can stand beside the old.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = var.applications

  listener_arn = aws_lb_listener.https.arn
  priority     = local.priorities[each.key]

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }

  condition {
    host_header {
      values = [local.host_names[each.key]]
    }
  }
}

resource "aws_route53_record" "this" {
  for_each = local.host_names

  zone_id = var.zone.id
  name    = each.value
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "Load balancer ${var.load_balancer_name}"
  vpc_id      = var.vpc_id

  revoke_rules_on_delete = true
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = { for pair in setproduct(var.client_cidrs, [80, 443]) : "${pair[0]}-${pair[1]}" => { cidr = pair[0], port = pair[1] } }

  security_group_id = aws_security_group.this.id
  description       = each.value.port == 80 ? "HTTP, which is sent on to HTTPS" : "HTTPS"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "targets" {
  for_each = local.target_ports

  security_group_id = aws_security_group.this.id
  description       = "Pods"
  cidr_ipv4         = var.target_cidr
  ip_protocol       = "tcp"
  from_port         = tonumber(each.value)
  to_port           = tonumber(each.value)
}
