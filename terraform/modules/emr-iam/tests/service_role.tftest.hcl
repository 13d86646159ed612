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
  service_role = {
    name                = "pai-risk-mlops-platform-shared-emr-service"
    instance_role_names = ["pai-risk-mlops-*-emr-instance"]
    key_aliases         = ["alias/pai-risk-mlops-*"]
  }
}

run "is_assumed_by_emr_for_this_account_only" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.service[0].assume_role_policy).Statement == [{
      Sid       = "EmrOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "elasticmapreduce.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = "880170353725" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:elasticmapreduce:ap-south-1:880170353725:*" }
      }
    }]
    error_message = "EMR assumes the role for clusters of this account and region only."
  }
}

run "has_the_managed_policy_of_version_2" {
  command = plan

  assert {
    condition     = aws_iam_role_policy_attachment.service[0].policy_arn == "arn:aws:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2"
    error_message = "The first version of the managed policy may end any instance of the account."
  }
}

run "passes_instance_roles_of_the_product_to_ec2_only" {
  command = plan

  assert {
    condition = [for s in jsondecode(aws_iam_role_policy.service[0].policy).Statement : s if contains(flatten([s.Action]), "iam:PassRole")] == [{
      Sid       = "PassInstanceRoles"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = ["arn:aws:iam::880170353725:role/pai-risk-mlops-*-emr-instance"]
      Condition = { StringLike = { "iam:PassedToService" = "ec2.amazonaws.com*" } }
    }]
    error_message = "The service role hands the named instance roles to EC2 and nothing else."
  }
}

run "makes_fleets_with_an_allocation_strategy" {
  command = plan

  assert {
    condition = length(setsubtract(
      ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplate", "ec2:DescribeLaunchTemplates"],
      flatten([for s in jsondecode(aws_iam_role_policy.service[0].policy).Statement : s.Action]),
    )) == 0
    error_message = "An allocation strategy needs these five actions: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-fleet.html"
  }
}

run "uses_keys_and_launch_templates_under_a_condition" {
  command = plan

  assert {
    condition = alltrue([
      for s in jsondecode(aws_iam_role_policy.service[0].policy).Statement : can(s.Condition)
      if flatten([s.Action]) != ["ec2:DescribeLaunchTemplates"]
    ])
    error_message = "All but the description of launch templates is bound to an alias, a tag or a service."
  }
}

run "makes_no_instance_role" {
  command = plan

  assert {
    condition     = length(aws_iam_role.instance) == 0 && output.instance_profile_arn == null
    error_message = "The platform's root makes the service role alone."
  }
}

run "refuses_to_pass_every_role" {
  command = plan

  variables {
    service_role = {
      name                = "pai-risk-mlops-platform-shared-emr-service"
      instance_role_names = ["*-emr-instance"]
      key_aliases         = ["alias/pai-risk-mlops-*"]
    }
  }

  expect_failures = [var.service_role]
}

run "refuses_every_key" {
  command = plan

  variables {
    service_role = {
      name                = "pai-risk-mlops-platform-shared-emr-service"
      instance_role_names = ["pai-risk-mlops-*-emr-instance"]
      key_aliases         = ["alias/*"]
    }
  }

  expect_failures = [var.service_role]
}
