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
  role = {
    name                = "pai-risk-mlops-fraud-shared-studio"
    tenant              = "fraud"
    data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
    kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
    database_names      = ["fraud_iceberg", "fraud_raw"]
    model_package_group = "pai-risk-mlops-fraud-shared-models"
  }
}

run "sees_the_tenants_own_clusters_by_their_tag" {
  command = plan

  assert {
    condition = one([for s in jsondecode(aws_iam_role_policy.clusters[0].policy).Statement : s if s.Sid == "SeeOwnClusters"]) == {
      Sid       = "SeeOwnClusters"
      Effect    = "Allow"
      Action    = ["elasticmapreduce:DescribeCluster", "elasticmapreduce:ListInstances", "elasticmapreduce:ListSteps"]
      Resource  = "arn:aws:elasticmapreduce:ap-south-1:880170353725:cluster/*"
      Condition = { StringEquals = { "elasticmapreduce:ResourceTag/tenant" = "fraud" } }
    }
    error_message = "Ids change at every park and up, so the tag decides, and it is compared without a pattern."
  }
}

run "sees_what_knows_no_resource_in_a_statement_of_its_own" {
  command = plan

  assert {
    condition = one([for s in jsondecode(aws_iam_role_policy.clusters[0].policy).Statement : s if s.Sid == "SeeWhatHasNoOwner"]) == {
      Sid      = "SeeWhatHasNoOwner"
      Effect   = "Allow"
      Action   = ["elasticmapreduce:DescribeSecurityConfiguration", "elasticmapreduce:GetBlockPublicAccessConfiguration", "elasticmapreduce:ListClusters"]
      Resource = "*"
    }
    error_message = "With a resource or a tag these three would always be denied."
  }
}

run "starts_sessions_as_named_runtime_roles_only" {
  command = plan

  variables {
    role = {
      name                    = "pai-risk-mlops-fraud-shared-studio"
      tenant                  = "fraud"
      data_bucket_arns        = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
      kms_key_arns            = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names          = ["fraud_iceberg", "fraud_raw"]
      model_package_group     = "pai-risk-mlops-fraud-shared-models"
      emr_execution_role_arns = ["arn:aws:iam::880170353725:role/pai-risk-mlops-fraud-shared-runtime"]
      secret_arns             = ["arn:aws:secretsmanager:ap-south-1:880170353725:secret:fraud-livy-AbCdEf"]
    }
  }

  assert {
    condition = one([for s in jsondecode(aws_iam_role_policy.clusters[0].policy).Statement : s.Condition if s.Sid == "StartSessionsAsRuntimeRoles"]) == {
      StringEquals = { "elasticmapreduce:ResourceTag/tenant" = "fraud" }
      ArnEquals    = { "elasticmapreduce:ExecutionRoleArn" = ["arn:aws:iam::880170353725:role/pai-risk-mlops-fraud-shared-runtime"] }
    }
    error_message = "Own clusters, named roles."
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_role_policy.clusters[0].policy).Statement : s.Resource if s.Sid == "SignInToClusters"]) == ["arn:aws:secretsmanager:ap-south-1:880170353725:secret:fraud-livy-AbCdEf"]
    error_message = "Secrets are named."
  }
}

run "has_neither_without_being_told" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.clusters[0].policy).Statement) == 2
    error_message = "No session credentials and no secrets unless they are listed."
  }
}

run "refuses_every_tenant" {
  command = plan

  variables {
    role = {
      name                = "pai-risk-mlops-fraud-shared-studio"
      tenant              = "*"
      data_bucket_arns    = ["arn:aws:s3:::pai-risk-mlops-fraud-shared-data"]
      kms_key_arns        = ["arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"]
      database_names      = ["fraud_iceberg"]
      model_package_group = "pai-risk-mlops-fraud-shared-models"
    }
  }

  expect_failures = [var.role]
}
