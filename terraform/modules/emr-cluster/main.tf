resource "aws_emr_cluster" "this" {
  name                              = var.name
  release_label                     = var.release_label
  applications                      = var.applications
  service_role                      = var.service_role_arn
  security_configuration            = aws_emr_security_configuration.this.name
  log_uri                           = var.log_uri
  configurations_json               = jsonencode(local.configurations)
  step_concurrency_level            = var.step_concurrency
  termination_protection            = var.termination_protection
  keep_job_flow_alive_when_no_steps = true
  unhealthy_node_replacement        = true
  scale_down_behavior               = "TERMINATE_AT_TASK_COMPLETION"

  # An empty list would replace the cluster at every plan, so it is null: https://github.com/terraform-aws-modules/terraform-aws-emr/issues/28
  placement_group_config = var.primary.count == 1 ? null : [{ instance_role = "MASTER", placement_strategy = "SPREAD" }]

  # The service role's managed policy works on clusters with this tag only, and EMR hands it down to all that it launches.
  tags = local.emr_tags

  ec2_attributes {
    subnet_ids                        = var.subnet_ids
    instance_profile                  = var.instance_profile_arn
    emr_managed_master_security_group = aws_security_group.primary.id
    emr_managed_slave_security_group  = aws_security_group.worker.id
    service_access_security_group     = aws_security_group.service.id
  }

  master_instance_fleet {
    name                      = "${var.name}-primary"
    target_on_demand_capacity = var.primary.count

    instance_type_configs {
      instance_type = var.primary.type

      ebs_config {
        type                 = "gp3"
        size                 = var.primary.units * var.ebs_gib_per_unit
        volumes_per_instance = 1
      }
    }

    # With one type there is nothing to choose, but a cluster has an allocation strategy in every fleet or in none.
    launch_specifications {
      on_demand_specification {
        allocation_strategy = "lowest-price"
      }
    }
  }

  core_instance_fleet {
    name                      = "${var.name}-core"
    target_on_demand_capacity = var.core.units
    target_spot_capacity      = 0

    dynamic "instance_type_configs" {
      for_each = { for t in var.core.types : t.type => t.units }
      iterator = each_type

      content {
        instance_type     = each_type.key
        weighted_capacity = each_type.value

        ebs_config {
          type                 = "gp3"
          size                 = each_type.value * var.ebs_gib_per_unit
          volumes_per_instance = 1
        }

        dynamic "configurations" {
          for_each = local.configurations_by_units[each_type.value]

          content {
            classification = configurations.key
            properties     = configurations.value
          }
        }
      }
    }

    launch_specifications {
      on_demand_specification {
        allocation_strategy = "lowest-price"
      }
    }
  }

  bootstrap_action {
    name = "node"
    path = "s3://${aws_s3_object.bootstrap.bucket}/${aws_s3_object.bootstrap.key}"
    args = [tostring(var.memory_percent.trino)]
  }

  dynamic "auto_termination_policy" {
    for_each = var.idle_timeout_seconds[*]

    content {
      idle_timeout = auto_termination_policy.value
    }
  }

  lifecycle {
    # Whoever resizes the core fleet by hand would otherwise have the whole cluster replaced by the next apply:
    # https://github.com/hashicorp/terraform-provider-aws/issues/36492
    ignore_changes = [
      core_instance_fleet[0].target_on_demand_capacity,
      core_instance_fleet[0].target_spot_capacity,
    ]
  }

  # Without these rules EMR adds its own to the groups, and on destroy they must outlive the cluster that uses them.
  depends_on = [
    aws_vpc_security_group_egress_rule.https,
    aws_vpc_security_group_egress_rule.members,
    aws_vpc_security_group_egress_rule.packages,
    aws_vpc_security_group_egress_rule.service,
    aws_vpc_security_group_egress_rule.to_service,
    aws_vpc_security_group_ingress_rule.members,
    aws_vpc_security_group_ingress_rule.service,
    aws_vpc_security_group_ingress_rule.to_service,
  ]
}
