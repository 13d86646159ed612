mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "ap-south-1" }
  }
}

variables {
  name       = "pai-risk-mlops-platform-shared-health"
  topic_arns = ["arn:aws:sns:ap-south-1:880170353725:pai-risk-mlops-platform-shared-operator"]
  alarms = {
    for name in ["a-1", "a-2", "a-3", "a-4", "b-1"] : name => {
      section    = startswith(name, "a") ? "Alpha" : "Beta", means = "m", namespace = "N", metric = name
      dimensions = { Id = "x" }, statistic = "Sum", above = 7
    }
  }
}

run "draws_each_alarm_with_its_threshold_below_its_section" {
  assert {
    condition = {
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      widget.properties.title => "${widget.x},${widget.y}" if widget.type == "metric"
    } == { a-1 = "0,5", a-2 = "8,5", a-3 = "16,5", a-4 = "0,11", b-1 = "0,18" }
    error_message = "Three graphs to a row, sections below each other, and none over another."
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      widget.properties.annotations.horizontal[0].value == 7 && widget.properties.metrics == [["N", widget.properties.title, "Id", "x"]]
      if widget.type == "metric"
    ])
    error_message = "A graph shows the alarm's metric and its threshold."
  }
}

run "titles_each_section_and_lists_all_alarms_on_top" {
  assert {
    condition = [
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.properties.markdown} ${widget.y}" if widget.type == "text"
    ] == ["## Alpha 4", "## Beta 17"]
    error_message = "Each section has its title above its graphs."
  }

  assert {
    condition     = one([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : length(widget.properties.alarms) if widget.type == "alarm"]) == 5
    error_message = "The state of every alarm stands on top."
  }
}
