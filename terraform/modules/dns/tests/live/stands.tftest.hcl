# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it waits for a delegation that never comes.

provider "aws" {
  region = "ap-south-1"
}

variables {
  public_zone         = "live.mlops.example.com"
  private_zone        = "live.mlops.internal"
  certificate_domains = ["live.mlops.example.com", "*.live.mlops.example.com"]
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

run "stands" {
  variables {
    vpc_ids = [run.has_a_vpc.vpc_id]
  }

  assert {
    condition     = strcontains(output.certificate_arn, ":certificate/") && length(output.public_name_servers) == 4
    error_message = "The certificate is issued, and the zone has its name servers."
  }
}

run "takes_another_record_in_place" {
  variables {
    vpc_ids = [run.has_a_vpc.vpc_id]
    records = { trino = { zone = "private", name = "trino", type = "CNAME", ttl = 60, values = ["ip-10-30-0-5.ap-south-1.compute.internal"] } }
  }

  assert {
    condition     = output.private_zone_id == run.stands.private_zone_id && output.certificate_arn == run.stands.certificate_arn
    error_message = "A record comes, and zones and certificate stay."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    vpc_ids = [run.has_a_vpc.vpc_id]
    records = { trino = { zone = "private", name = "trino", type = "CNAME", ttl = 60, values = ["ip-10-30-0-5.ap-south-1.compute.internal"] } }
  }

  assert {
    condition     = output.public_zone_id == run.stands.public_zone_id
    error_message = "A second plan replaces nothing."
  }
}
