data "aws_region" "current" {}

locals {
  zone_ids   = { public = aws_route53_zone.public.zone_id, private = aws_route53_zone.private.zone_id }
  zone_names = { public = var.public_zone, private = var.private_zone }

  # A wildcard and its domain prove themselves by one record. Keyed by domains and not by ACM's answer, which is unknown at
  # the first plan.
  proven_domains = distinct([for domain in var.certificate_domains : trimprefix(domain, "*.")])
}

resource "aws_route53_zone" "public" {
  name    = var.public_zone
  comment = "Names of applications"
}

resource "aws_route53_zone" "private" {
  name    = var.private_zone
  comment = "Names of clusters and databases within the VPC"

  dynamic "vpc" {
    for_each = var.vpc_ids

    content {
      vpc_id     = vpc.value
      vpc_region = data.aws_region.current.region
    }
  }
}

# No other authority may issue for the zone. The second value is for wildcards.
resource "aws_route53_record" "authority" {
  zone_id = aws_route53_zone.public.zone_id
  name    = var.public_zone
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""]
}

resource "aws_acm_certificate" "this" {
  domain_name               = var.certificate_domains[0]
  subject_alternative_names = slice(var.certificate_domains, 1, length(var.certificate_domains))
  validation_method         = "DNS"
  key_algorithm             = "EC_prime256v1"

  # A listener always has one of the two: a certificate in use cannot be deleted.
  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_route53_record.authority]
}

resource "aws_route53_record" "proof" {
  for_each = toset(local.proven_domains)

  zone_id = aws_route53_zone.public.zone_id
  name    = [for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_name if trimprefix(option.domain_name, "*.") == each.key][0]
  type    = [for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_type if trimprefix(option.domain_name, "*.") == each.key][0]
  records = [[for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_value if trimprefix(option.domain_name, "*.") == each.key][0]]
  ttl     = 300

  # A renewed request for the same domain asks for the same record, while the old certificate still stands.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.proof : record.fqdn]
}

resource "aws_route53_record" "this" {
  for_each = var.records

  zone_id = local.zone_ids[each.value.zone]
  name    = each.value.name == "" ? local.zone_names[each.value.zone] : "${each.value.name}.${local.zone_names[each.value.zone]}"
  type    = each.value.type
  ttl     = each.value.ttl
  records = each.value.values
}
