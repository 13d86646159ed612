# For real, on a cloud: `terraform test -test-directory=tests/live`. On AWS it sends a mail that asks for confirmation.

provider "aws" {
  region = "ap-south-1"
}

variables {
  name       = "pai-risk-mlops-live-production-budget"
  limit_usd  = 1500
  budget_tag = "live-production"
  emails     = ["live-oncall@example.com"]
}

run "stands" {
  assert {
    condition     = endswith(output.budget_arn, ":budget/pai-risk-mlops-live-production-budget")
    error_message = "The budget has the name that was given."
  }
}

run "raises_its_limit_in_place" {
  variables {
    limit_usd = 2000
  }

  assert {
    condition     = tonumber(aws_budgets_budget.this.limit_amount) == 2000 && output.topic_arn == run.stands.topic_arn
    error_message = "A new limit changes the budget and not its topic."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    limit_usd = 2000
  }

  assert {
    condition     = output.budget_arn == run.stands.budget_arn
    error_message = "A second plan replaces nothing."
  }
}
