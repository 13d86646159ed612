mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  instance_role = {
    name             = "pai-risk-mlops-fraud-shared-emr-instance"
    data_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data", "arn:aws:s3:::pai-risk-mlops-fraud-shared-artifacts"]
    kms_key_arns     = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    database_names   = ["fraud_iceberg", "fraud_raw"]
    bootstrap        = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
    logs             = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-logs", prefix = "fraud/" }
  }
}

run "reads_and_writes_objects_of_the_tenants_buckets_only" {
  command = plan

  assert {
    condition = toset(flatten([
      for s in jsondecode(aws_iam_role_policy.instance_storage[0].policy).Statement : s.Resource if contains(flatten([s.Action]), "s3:DeleteObject")
    ])) == toset(["arn:aws:s3:::pai-risk-mlops-fraud-shared-data/*", "arn:aws:s3:::pai-risk-mlops-fraud-shared-artifacts/*"])
    error_message = "Objects are deleted in the tenant's own buckets only."
  }

  assert {
    condition = toset(flatten([
      for s in jsondecode(aws_iam_role_policy.instance_storage[0].policy).Statement : s.Resource if contains(flatten([s.Action]), "s3:PutObject")
      ])) == toset([
      "arn:aws:s3:::pai-risk-mlops-fraud-shared-data/*",
      "arn:aws:s3:::pai-risk-mlops-fraud-shared-artifacts/*",
      "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-logs/fraud/*",
    ])
    error_message = "Objects are written in the tenant's own buckets and under its prefix of the logs."
  }

  assert {
    condition = toset(flatten([
      for s in jsondecode(aws_iam_role_policy.instance_storage[0].policy).Statement : s.Resource if contains(flatten([s.Action]), "s3:GetObject")
      ])) == toset([
      "arn:aws:s3:::pai-risk-mlops-fraud-shared-data/*",
      "arn:aws:s3:::pai-risk-mlops-fraud-shared-artifacts/*",
      "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-bootstrap/fraud/*",
      "arn:aws:s3:::ap-south-1.elasticmapreduce/*",
    ])
    error_message = "Beyond its buckets the role reads its bootstrap script and EMR's own packages."
  }
}

run "uses_the_tenants_keys_only" {
  command = plan

  assert {
    condition = flatten([
      for s in jsondecode(aws_iam_role_policy.instance_storage[0].policy).Statement : s.Resource
      if anytrue([for action in flatten([s.Action]) : startswith(action, "kms:")])
    ]) == ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    error_message = "The role uses the keys that were given and no other."
  }
}

run "writes_tables_of_the_tenants_databases_only" {
  command = plan

  assert {
    condition = flatten([
      for s in jsondecode(aws_iam_role_policy.instance_catalog[0].policy).Statement : s.Resource if contains(flatten([s.Action]), "glue:UpdateTable")
      ]) == [
      "arn:aws:glue:ap-south-1:880170353725:catalog",
      "arn:aws:glue:ap-south-1:880170353725:database/fraud_iceberg",
      "arn:aws:glue:ap-south-1:880170353725:table/fraud_iceberg/*",
      "arn:aws:glue:ap-south-1:880170353725:database/fraud_raw",
      "arn:aws:glue:ap-south-1:880170353725:table/fraud_raw/*",
    ]
    error_message = "Tables are changed in the tenant's databases only, and not in \"default\"."
  }

  assert {
    condition = alltrue([
      for action in flatten([for s in jsondecode(aws_iam_role_policy.instance_catalog[0].policy).Statement : s.Action]) :
      !can(regex("^glue:(\\*|.*[^t]Database)$", action))
    ])
    error_message = "Databases are made, changed and deleted by Terraform, never by a cluster."
  }
}

run "uses_no_wildcard_resource_but_for_the_shell" {
  command = plan

  assert {
    condition = !contains(flatten([
      for policy in [aws_iam_role_policy.instance_storage[0].policy, aws_iam_role_policy.instance_catalog[0].policy] :
      [for s in jsondecode(policy).Statement : concat(flatten([s.Action]), flatten([s.Resource]))]
    ]), "*")
    error_message = "Neither an action nor a resource is \"*\"."
  }

  assert {
    condition = alltrue([
      for action in flatten([for s in jsondecode(aws_iam_role_policy.instance_shell[0].policy).Statement : s.Action]) :
      can(regex("^(ssmmessages:(Create|Open)|ssm:UpdateInstanceInformation$)", action))
    ])
    error_message = "Session Manager needs its messages and reads no parameter."
  }
}

run "names_the_profile_like_the_role" {
  command = plan

  assert {
    condition = [aws_iam_role.instance[0].name, aws_iam_instance_profile.instance[0].name, aws_iam_instance_profile.instance[0].role] == [
      "pai-risk-mlops-fraud-shared-emr-instance", "pai-risk-mlops-fraud-shared-emr-instance", "pai-risk-mlops-fraud-shared-emr-instance",
    ]
    error_message = "Role and profile have one name."
  }

  assert {
    condition     = length(aws_iam_role.service) == 0 && output.service_role_arn == null
    error_message = "A tenant's root makes the instance role alone."
  }
}

run "refuses_a_database_by_wildcard" {
  command = plan

  variables {
    instance_role = {
      name             = "pai-risk-mlops-fraud-shared-emr-instance"
      data_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
      kms_key_arns     = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names   = ["fraud_*"]
      bootstrap        = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
      logs             = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-logs", prefix = "fraud/" }
    }
  }

  expect_failures = [var.instance_role]
}

run "refuses_a_bucket_by_wildcard" {
  command = plan

  variables {
    instance_role = {
      name             = "pai-risk-mlops-fraud-shared-emr-instance"
      data_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-*"]
      kms_key_arns     = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names   = ["fraud_raw"]
      bootstrap        = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
      logs             = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-logs", prefix = "fraud/" }
    }
  }

  expect_failures = [var.instance_role]
}

run "refuses_the_logs_of_all_tenants" {
  command = plan

  variables {
    instance_role = {
      name             = "pai-risk-mlops-fraud-shared-emr-instance"
      data_bucket_arns = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
      kms_key_arns     = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names   = ["fraud_raw"]
      bootstrap        = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-bootstrap", prefix = "fraud/" }
      logs             = { bucket_arn = "arn:aws:s3:::pai-risk-mlops-platform-shared-emr-logs", prefix = "" }
    }
  }

  expect_failures = [var.instance_role]
}
