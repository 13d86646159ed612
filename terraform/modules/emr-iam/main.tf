data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  # Tag that EMR puts on all that it launches for a cluster that carries it; the managed policy v2 works on no other resources.
  emr_tag = "for-use-with-amazon-emr-managed-policies"
}
