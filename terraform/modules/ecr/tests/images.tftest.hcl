mock_provider "aws" {}

variables {
  kms_key_arn  = "arn:aws:kms:ap-south-1:880170353725:key/8d0a3f4e-0000-4000-8000-000000000001"
  repositories = { "pai-risk-mlops-platform-shared-superset" = { keep_images = 5 } }
}

run "keeps_a_tag_for_one_image_scans_and_encrypts" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE" && !repository.force_delete])
    error_message = "A tag always means the same image, and images are not deleted with their repository."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : one(repository.image_scanning_configuration).scan_on_push && one(repository.encryption_configuration).kms_key == var.kms_key_arn])
    error_message = "Images are scanned when they come and lie under the key that was given."
  }
}

run "expires_images_without_a_tag_and_old_ones" {
  command = plan

  assert {
    condition = [
      for rule in jsondecode(aws_ecr_lifecycle_policy.this["pai-risk-mlops-platform-shared-superset"].policy).rules :
      "${rule.selection.tagStatus} ${rule.selection.countType} ${rule.selection.countNumber}"
    ] == ["untagged sinceImagePushed 7", "any imageCountMoreThan 5"]
    error_message = "Untagged images go after a week, and the newest five stay."
  }
}

run "refuses_to_keep_none" {
  command = plan

  variables {
    repositories = { superset = { keep_images = 0 } }
  }

  expect_failures = [var.repositories]
}

run "refuses_a_name_in_capitals" {
  command = plan

  variables {
    repositories = { Superset = {} }
  }

  expect_failures = [var.repositories]
}
