resource "aws_emr_instance_fleet" "task" {
  cluster_id                = aws_emr_cluster.this.id
  name                      = "${var.name}-task"
  target_on_demand_capacity = 0
  target_spot_capacity      = var.task.units

  dynamic "instance_type_configs" {
    for_each = { for t in var.task.types : t.type => t.units }
    iterator = each_type

    content {
      instance_type     = each_type.key
      weighted_capacity = each_type.value

      # Spot r6g is about 58 % of on-demand in Mumbai (2026-11): a lower cap would starve the fleet and save nothing.
      bid_price_as_percentage_of_on_demand_price = 100

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

    # The other action, TERMINATE_CLUSTER, would end a cluster that works for want of extra nodes.
    spot_specification {
      allocation_strategy      = "price-capacity-optimized"
      timeout_action           = "SWITCH_TO_ON_DEMAND"
      timeout_duration_minutes = 15
    }
  }

  lifecycle {
    # Live capacity belongs to the operator, between the spec's min and max.
    ignore_changes = [target_on_demand_capacity, target_spot_capacity]
  }
}
