variable "name" {
  description = "Name of the dashboard and the beginning of every alarm's name, for example `pai-risk-mlops-platform-shared`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,120}$", var.name))
    error_message = "name has 3 to 120 letters, digits and hyphens."
  }
}

variable "topic_arns" {
  description = "Topics that hear when anything is wrong and when it is well again. Their policies must let CloudWatch publish."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.topic_arns) > 0 && alltrue([for arn in var.topic_arns : can(regex("^arn:[^:]+:sns:[^:]+:[0-9]{12}:.+$", arn))])
    error_message = "topic_arns names at least one topic: an alarm that nobody hears is none."
  }
}

variable "alarms" {
  description = <<-EOT
    Alarms by the last part of their name; each is also a graph on the dashboard, under its `section`. An alarm rings when
    `statistic` of the metric over `period_seconds` is `above` or `below` `threshold` in `periods` periods in a row. `means` says
    what is wrong and what to do. `no_data` says what silence is: `good`, `bad`, or `unknown`.
  EOT
  type = map(object({
    section        = string
    means          = string
    namespace      = string
    metric         = string
    dimensions     = map(string)
    statistic      = string
    period_seconds = optional(number, 300)
    periods        = optional(number, 1)
    above          = optional(number)
    below          = optional(number)
    no_data        = optional(string, "good")
  }))
  nullable = false

  validation {
    condition     = length(var.alarms) > 0 && length(var.alarms) <= 100
    error_message = "There are 1 to 100 alarms: a composite alarm watches no more."
  }

  validation {
    condition     = alltrue([for name in keys(var.alarms) : can(regex("^[a-z0-9-]+$", name))])
    error_message = "An alarm's name has lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : (alarm.above == null) != (alarm.below == null)])
    error_message = "An alarm has one threshold: either above or below."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : length(alarm.means) > 0 && length(alarm.means) <= 1024])
    error_message = "Each alarm says what is wrong and what to do: someone reads it at night."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["Average", "Maximum", "Minimum", "SampleCount", "Sum"], alarm.statistic) || can(regex("^p[0-9]{1,2}(\\.[0-9]{1,2})?$", alarm.statistic))])
    error_message = "statistic is Average, Maximum, Minimum, SampleCount, Sum or a percentile such as p95."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.period_seconds >= 60 && alarm.period_seconds % 60 == 0 && alarm.periods >= 1 && alarm.period_seconds * alarm.periods <= 86400])
    error_message = "A period is a multiple of 60 seconds, and all periods together last a day at the most."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["good", "bad", "unknown"], alarm.no_data)])
    error_message = "no_data is \"good\", \"bad\" or \"unknown\"."
  }
}
