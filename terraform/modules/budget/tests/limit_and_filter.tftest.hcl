mock_provider "aws" {}

variables {
  name       = "pai-risk-mlops-fraud-production-budget"
  limit_usd  = 1500
  budget_tag = "fraud-production"
  emails     = ["fraud-oncall@example.com"]
}

run "limits_the_months_cost_in_dollars" {
  command = plan

  assert {
    condition = [
      aws_budgets_budget.this.budget_type, aws_budgets_budget.this.limit_amount,
      aws_budgets_budget.this.limit_unit, aws_budgets_budget.this.time_unit,
    ] == ["COST", "1500", "USD", "MONTHLY"]
    error_message = "The budget is a cost budget of 1500 USD a month."
  }
}

run "counts_cost_by_the_user_defined_tag" {
  command = plan

  assert {
    condition     = one(aws_budgets_budget.this.cost_filter) == { name = "TagKeyValue", values = tolist(["user:budget$fraud-production"]) }
    error_message = "A tag filter is user:KEY$VALUE, or the budget shows 0."
  }
}

run "refuses_a_tag_with_its_key" {
  command = plan

  variables {
    budget_tag = "user:budget$fraud-production"
  }

  expect_failures = [var.budget_tag]
}

run "refuses_a_limit_of_nothing" {
  command = plan

  variables {
    limit_usd = 0
  }

  expect_failures = [var.limit_usd]
}
