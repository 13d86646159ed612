mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  override_resource {
    target = aws_route53_zone.public
    values = { zone_id = "ZPUBLIC" }
  }

  override_resource {
    target = aws_route53_zone.private
    values = { zone_id = "ZPRIVATE" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:ap-south-1:880170353725:certificate/00000000-0000-4000-8000-000000000001"
      domain_validation_options = [{
        domain_name           = "mlops.example.com"
        resource_record_name  = "_aa.mlops.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_bb.acm-validations.aws."
      }]
    }
  }
}

variables {
  public_zone         = "mlops.example.com"
  private_zone        = "mlops.internal"
  vpc_ids             = ["vpc-0123456789abcdef0"]
  certificate_domains = ["mlops.example.com"]
  records = {
    trino = { zone = "private", name = "trino", type = "CNAME", ttl = 60, values = ["ip-10-20-0-5.ap-south-1.compute.internal"] }
    proof = { zone = "public", name = "", type = "TXT", values = ["v=1"] }
  }
}

run "puts_each_record_into_its_zone" {
  assert {
    condition     = [aws_route53_record.this["trino"].zone_id, aws_route53_record.this["trino"].name] == ["ZPRIVATE", "trino.mlops.internal"]
    error_message = "A private record lies below the private zone."
  }

  assert {
    condition     = [aws_route53_record.this["proof"].zone_id, aws_route53_record.this["proof"].name] == ["ZPUBLIC", "mlops.example.com"]
    error_message = "A record without a name is the zone's own."
  }
}

run "refuses_a_zone_that_is_neither" {
  command = plan

  variables {
    records = { trino = { zone = "inner", name = "trino", type = "A", values = ["10.20.0.5"] } }
  }

  expect_failures = [var.records]
}

run "refuses_a_record_without_a_value" {
  command = plan

  variables {
    records = { trino = { zone = "private", name = "trino", type = "A", values = [] } }
  }

  expect_failures = [var.records]
}
