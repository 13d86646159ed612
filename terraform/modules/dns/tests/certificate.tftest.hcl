mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:ap-south-1:880170353725:certificate/00000000-0000-4000-8000-000000000001"
      domain_validation_options = [
        {
          domain_name           = "mlops.example.com"
          resource_record_name  = "_aa.mlops.example.com."
          resource_record_type  = "CNAME"
          resource_record_value = "_bb.acm-validations.aws."
        },
        {
          domain_name           = "*.mlops.example.com"
          resource_record_name  = "_aa.mlops.example.com."
          resource_record_type  = "CNAME"
          resource_record_value = "_bb.acm-validations.aws."
        },
      ]
    }
  }
}

variables {
  public_zone         = "mlops.example.com"
  private_zone        = "mlops.internal"
  vpc_ids             = ["vpc-0123456789abcdef0"]
  certificate_domains = ["mlops.example.com", "*.mlops.example.com"]
}

run "proves_a_domain_and_its_wildcard_by_one_record" {
  assert {
    condition     = keys(aws_route53_record.proof) == ["mlops.example.com"]
    error_message = "A wildcard needs no record of its own: two resources would fight over one record."
  }

  assert {
    condition = [
      aws_route53_record.proof["mlops.example.com"].name, aws_route53_record.proof["mlops.example.com"].type,
      one(aws_route53_record.proof["mlops.example.com"].records),
    ] == ["_aa.mlops.example.com.", "CNAME", "_bb.acm-validations.aws."]
    error_message = "The record is the one that ACM asks for."
  }
}

run "gives_the_certificate_out_only_when_it_is_issued" {
  assert {
    condition     = output.certificate_arn == aws_acm_certificate_validation.this.certificate_arn
    error_message = "The output waits for the validation."
  }

  assert {
    condition     = aws_acm_certificate.this.validation_method == "DNS" && one(aws_acm_certificate.this.subject_alternative_names) == "*.mlops.example.com"
    error_message = "The certificate is proven by DNS and covers all names."
  }
}

run "lets_amazon_alone_issue_for_the_zone" {
  command = plan

  assert {
    condition     = aws_route53_record.authority.type == "CAA" && alltrue([for value in aws_route53_record.authority.records : endswith(value, "\"amazon.com\"")])
    error_message = "No other authority issues certificates for the zone or its wildcard."
  }
}

run "refuses_a_name_outside_the_zone" {
  command = plan

  variables {
    certificate_domains = ["mlops.example.com", "example.org"]
  }

  expect_failures = [var.certificate_domains]
}

run "refuses_a_name_that_only_ends_like_the_zone" {
  command = plan

  variables {
    certificate_domains = ["evilmlops.example.com"]
  }

  expect_failures = [var.certificate_domains]
}
