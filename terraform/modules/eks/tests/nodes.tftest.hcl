mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "880170353725" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::880170353725:role/pai-risk-mlops-platform-shared-eks-node" }
  }

  mock_resource "aws_eks_cluster" {
    defaults = {
      arn                   = "arn:aws:eks:ap-south-1:880170353725:cluster/pai-risk-mlops-platform"
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.ap-south-1.amazonaws.com/id/AB12" }] }]
      certificate_authority = [{ data = "LS0t" }]
    }
  }
}

variables {
  name               = "pai-risk-mlops-platform"
  role_prefix        = "pai-risk-mlops-platform-shared-eks"
  kubernetes_version = "1.33"
  kms_key_arn        = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  subnet_ids         = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  node_groups = {
    on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 4 }
    spot      = { capacity = "spot", instance_types = ["m7g.large", "m6g.large", "r7g.large"], min = 0, max = 6 }
  }
}

run "has_nodes_that_stay_and_nodes_on_spot" {
  command = plan

  assert {
    condition     = { for name, group in aws_eks_node_group.this : name => "${group.capacity_type} ${group.ami_type}" } == { on-demand = "ON_DEMAND AL2023_ARM_64_STANDARD", spot = "SPOT AL2023_ARM_64_STANDARD" }
    error_message = "Graviton types get the Graviton image."
  }

  assert {
    condition     = aws_eks_node_group.this["on-demand"].scaling_config[0].desired_size == 2 && aws_eks_node_group.this["spot"].scaling_config[0].min_size == 0
    error_message = "A group begins at its least size."
  }
}

run "gives_x86_types_the_x86_image" {
  command = plan

  variables {
    node_groups = { on-demand = { capacity = "on_demand", instance_types = ["m7i.large", "m7a.large"], min = 2, max = 4 } }
  }

  assert {
    condition     = aws_eks_node_group.this["on-demand"].ami_type == "AL2023_x86_64_STANDARD"
    error_message = "The image follows from the types."
  }
}

run "hides_the_nodes_credentials_from_pods_and_encrypts_its_disk" {
  command = plan

  assert {
    condition     = alltrue([for template in aws_launch_template.this : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "Metadata of version 2, one hop away."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.this : one(one(template.block_device_mappings).ebs).encrypted == "true"])
    error_message = "Disks are encrypted."
  }
}

run "tags_instances_and_volumes" {
  command = plan

  variables {
    node_tags = { budget = "platform-production" }
  }

  assert {
    condition = [
      for spec in aws_launch_template.this["spot"].tag_specifications : "${spec.resource_type} ${spec.tags["budget"]} ${spec.tags["Name"]}"
    ] == ["instance platform-production pai-risk-mlops-platform-spot", "volume platform-production pai-risk-mlops-platform-spot"]
    error_message = "Without these tags the nodes' cost belongs to nobody."
  }
}

run "gives_nodes_neither_network_nor_disk_permissions" {
  command = plan

  assert {
    condition = toset([for attachment in aws_iam_role_policy_attachment.node : attachment.policy_arn]) == toset([
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    ])
    error_message = "What the addons need is on the addons' own roles."
  }
}

run "refuses_spot_nodes_alone" {
  command = plan

  variables {
    node_groups = { spot = { capacity = "spot", instance_types = ["m7g.large", "m6g.large", "r7g.large"], min = 2, max = 6 } }
  }

  expect_failures = [var.node_groups]
}

run "refuses_spot_nodes_of_one_pool" {
  command = plan

  variables {
    node_groups = {
      on-demand = { capacity = "on_demand", instance_types = ["m7g.large"], min = 2, max = 4 }
      spot      = { capacity = "spot", instance_types = ["m7g.large"], min = 0, max = 6 }
    }
  }

  expect_failures = [var.node_groups]
}

run "refuses_two_architectures_in_a_group" {
  command = plan

  variables {
    node_groups = { on-demand = { capacity = "on_demand", instance_types = ["m7g.large", "m7i.large"], min = 2, max = 4 } }
  }

  expect_failures = [var.node_groups]
}
