# For real, on a cloud: `terraform test -test-directory=tests/live`.

provider "aws" {
  region = "ap-south-1"
}

run "has_a_key" {
  module {
    source = "../kms-key"
  }

  variables {
    alias       = "pai-risk-mlops-live-images-key"
    description = "Nothing: a test."
  }
}

run "stands" {
  variables {
    kms_key_arn  = run.has_a_key.key_arn
    repositories = { pai-risk-mlops-live-shared-superset = {} }
  }

  assert {
    condition     = endswith(output.repository_urls["pai-risk-mlops-live-shared-superset"], "/pai-risk-mlops-live-shared-superset")
    error_message = "The repository has the name that was given."
  }
}

run "keeps_fewer_images_in_place" {
  variables {
    kms_key_arn  = run.has_a_key.key_arn
    repositories = { pai-risk-mlops-live-shared-superset = { keep_images = 3 } }
  }

  assert {
    condition     = strcontains(aws_ecr_lifecycle_policy.this["pai-risk-mlops-live-shared-superset"].policy, "\"countNumber\":3") && output.repository_arns == run.stands.repository_arns
    error_message = "The policy changes, and the repository with its images stays."
  }
}

run "stays_as_it_is" {
  command = plan

  variables {
    kms_key_arn  = run.has_a_key.key_arn
    repositories = { pai-risk-mlops-live-shared-superset = { keep_images = 3 } }
  }

  assert {
    condition     = output.repository_arns == run.stands.repository_arns
    error_message = "A second plan replaces nothing."
  }
}
