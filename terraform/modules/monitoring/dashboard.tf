# The dashboard is made of the alarms: a list of them all on top, then for each section a title and a graph for each alarm with
# its threshold. A row holds three graphs; the grid is 24 wide.

locals {
  sections = sort(distinct(values(var.alarms)[*].section))

  names_by_section = { for section in local.sections : section => sort([for name, alarm in var.alarms : name if alarm.section == section]) }

  # Height of each section: its title and its rows of graphs.
  heights = { for section, names in local.names_by_section : section => 1 + 6 * ceil(length(names) / 3) }

  tops = {
    for at, section in local.sections : section => 4 + sum(concat([0], [for above in slice(local.sections, 0, at) : local.heights[above]]))
  }

  status = {
    type       = "alarm"
    x          = 0
    y          = 0
    width      = 24
    height     = 4
    properties = { title = var.name, alarms = [for name in sort(keys(var.alarms)) : aws_cloudwatch_metric_alarm.this[name].arn] }
  }

  titles = [
    for section in local.sections : {
      type       = "text"
      x          = 0
      y          = local.tops[section]
      width      = 24
      height     = 1
      properties = { markdown = "## ${section}" }
    }
  ]

  graphs = flatten([
    for section, names in local.names_by_section : [
      for at, name in names : {
        type   = "metric"
        x      = 8 * (at % 3)
        y      = local.tops[section] + 1 + 6 * floor(at / 3)
        width  = 8
        height = 6
        properties = {
          title       = name
          region      = data.aws_region.current.region
          view        = "timeSeries"
          period      = var.alarms[name].period_seconds
          stat        = var.alarms[name].statistic
          metrics     = [concat([var.alarms[name].namespace, var.alarms[name].metric], flatten([for key, value in var.alarms[name].dimensions : [key, value]]))]
          annotations = { horizontal = [{ label = "alarm", value = local.threshold[name] }] }
        }
      }
    ]
  ])

  # As texts and back, because the three kinds of widgets have different shapes and a list has one.
  widgets = [for widget in concat([jsonencode(local.status)], [for w in local.titles : jsonencode(w)], [for w in local.graphs : jsonencode(w)]) : jsondecode(widget)]
}
