mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }

  mock_data "aws_prefix_list" {
    defaults = { id = "pl-78a54011" }
  }
}

variables {
  name                 = "pai-risk-mlops-fraud-production-emr"
  release_label        = "emr-7.10.0"
  vpc_id               = "vpc-0123456789abcdef0"
  subnet_ids           = ["subnet-0000000000000000a", "subnet-0000000000000000b", "subnet-0000000000000000c"]
  service_role_arn     = "arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-emr-service"
  instance_profile_arn = "arn:aws:iam::880170353725:instance-profile/pai-risk-mlops-fraud-shared-emr-instance"
  kms_key_arn          = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  bootstrap            = { bucket_name = "pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
  log_uri              = "s3://pai-risk-mlops-platform-shared-emr-logs/fraud/"
  warehouse_uri        = "s3://pai-risk-mlops-fraud-shared-data/iceberg/"
  exchange_uri         = "s3://pai-risk-mlops-fraud-shared-artifacts/trino-exchange/"

  primary = { count = 3, type = "r6g.xlarge", units = 1 }

  core = {
    units = 2
    types = [
      { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
    ]
  }

  task = {
    units = 1
    types = [
      { type = "r6g.xlarge", units = 1 }, { type = "r6g.2xlarge", units = 2 },
      { type = "r6a.xlarge", units = 1 }, { type = "r6a.2xlarge", units = 2 },
      { type = "r5a.xlarge", units = 1 }, { type = "r5a.2xlarge", units = 2 },
    ]
  }
}

run "encrypts_disks_and_objects_with_the_tenants_key" {
  command = plan

  assert {
    condition = jsondecode(aws_emr_security_configuration.this.configuration).EncryptionConfiguration == {
      EnableInTransitEncryption = false
      EnableAtRestEncryption    = true
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration        = { EncryptionMode = "SSE-KMS", AwsKmsKey = var.kms_key_arn }
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = var.kms_key_arn, EnableEbsEncryption = true }
      }
    }
    error_message = "Everything at rest is encrypted with the key that was given."
  }

  assert {
    condition     = aws_emr_cluster.this.security_configuration == aws_emr_security_configuration.this.name
    error_message = "The cluster uses that security configuration."
  }
}

run "answers_metadata_requests_of_version_2_only" {
  command = plan

  assert {
    condition = jsondecode(aws_emr_security_configuration.this.configuration).InstanceMetadataServiceConfiguration == {
      MinimumInstanceMetadataServiceVersion = 2, HttpPutResponseHopLimit = 1
    }
    error_message = "Credentials of the instance role are not to be had by a plain GET."
  }
}

run "owns_all_three_security_groups" {
  assert {
    condition = [
      aws_emr_cluster.this.ec2_attributes[0].emr_managed_master_security_group,
      aws_emr_cluster.this.ec2_attributes[0].emr_managed_slave_security_group,
      aws_emr_cluster.this.ec2_attributes[0].service_access_security_group,
    ] == [aws_security_group.primary.id, aws_security_group.worker.id, aws_security_group.service.id]
    error_message = "EMR manages no group of its own: its cyclic rules make destroy hang."
  }

  assert {
    condition = alltrue([
      for group in [aws_security_group.primary, aws_security_group.worker, aws_security_group.service] : group.revoke_rules_on_delete
    ])
    error_message = "Rules go before their group, whoever made them."
  }

  assert {
    condition = alltrue([
      for tags in [aws_emr_cluster.this.tags, aws_security_group.primary.tags, aws_security_group.worker.tags, aws_security_group.service.tags] :
      tags["for-use-with-amazon-emr-managed-policies"] == "true"
    ])
    error_message = "EMR's managed policy v2 works on tagged resources only."
  }

  assert {
    condition = [
      aws_vpc_security_group_ingress_rule.to_service.security_group_id, aws_vpc_security_group_ingress_rule.to_service.referenced_security_group_id,
      tostring(aws_vpc_security_group_ingress_rule.to_service.from_port), tostring(aws_vpc_security_group_ingress_rule.to_service.to_port),
    ] == [aws_security_group.service.id, aws_security_group.primary.id, "9443", "9443"]
    error_message = "Primaries reach EMR's interface on 9443."
  }
}

run "connects_all_nodes_with_all_nodes" {
  assert {
    condition = toset([
      for rule in aws_vpc_security_group_ingress_rule.members : "${rule.referenced_security_group_id} ${rule.security_group_id}"
      ]) == toset([
      for pair in setproduct(values(local.members), values(local.members)) : "${pair[0]} ${pair[1]}"
    ])
    error_message = "Nodes of both groups take traffic from both."
  }
}

run "lets_nobody_in_by_address" {
  command = plan

  assert {
    condition = alltrue([
      for rule in concat(
        values(aws_vpc_security_group_ingress_rule.members), values(aws_vpc_security_group_ingress_rule.service),
        values(aws_vpc_security_group_ingress_rule.clients), [aws_vpc_security_group_ingress_rule.to_service],
      ) : rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null
    ])
    error_message = "Ingress is by security group only; EMR's public-access block would refuse the cluster otherwise."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "Without clients nobody reaches Livy and Trino."
  }
}

run "lets_clients_reach_livy_and_trino_on_the_primaries" {
  variables {
    client_security_group_ids = { studio = "sg-0000000000000000a" }
  }

  assert {
    condition = {
      for name, rule in aws_vpc_security_group_ingress_rule.clients :
      name => [rule.security_group_id, rule.referenced_security_group_id, tostring(rule.from_port)]
      } == {
      studio-livy  = [aws_security_group.primary.id, "sg-0000000000000000a", "8998"]
      studio-trino = [aws_security_group.primary.id, "sg-0000000000000000a", "8889"]
    }
    error_message = "A client's group reaches Livy on 8998 and Trino on 8889, on the primaries only."
  }
}

run "leaves_the_vpc_by_https_and_for_packages_only" {
  command = plan

  assert {
    condition = alltrue([
      for rule in aws_vpc_security_group_egress_rule.https : rule.from_port == 443 && rule.to_port == 443 && rule.cidr_ipv4 == "0.0.0.0/0"
    ])
    error_message = "Nodes speak HTTPS to the world."
  }

  assert {
    condition = alltrue([
      for rule in aws_vpc_security_group_egress_rule.packages : rule.to_port == 80 && rule.prefix_list_id == "pl-78a54011" && rule.cidr_ipv4 == null
    ])
    error_message = "Nodes speak plain HTTP with S3 only."
  }
}
