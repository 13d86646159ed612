# From a notebook to the tenant's own EMR clusters. Their ids change at every park and up, so the tag decides.
resource "aws_iam_role_policy" "clusters" {
  count = var.role == null ? 0 : 1

  name = "own-clusters"
  role = aws_iam_role.this[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "SeeOwnClusters"
          Effect    = "Allow"
          Action    = ["elasticmapreduce:DescribeCluster", "elasticmapreduce:ListInstances", "elasticmapreduce:ListSteps"]
          Resource  = "arn:${local.partition}:elasticmapreduce:${local.region}:${local.account_id}:cluster/*"
          Condition = { StringEquals = { "elasticmapreduce:ResourceTag/tenant" = var.role.tenant } }
        },
      ],
      [
        {
          # These three know no resource but "*", and no tag: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticmapreduce.html (read 2026-11)
          Sid    = "SeeWhatHasNoOwner"
          Effect = "Allow"
          Action = [
            "elasticmapreduce:DescribeSecurityConfiguration",
            "elasticmapreduce:GetBlockPublicAccessConfiguration",
            "elasticmapreduce:ListClusters",
          ]
          Resource = "*"
        },
      ],
      [
        for arns in [var.role.emr_execution_role_arns] : {
          Sid      = "StartSessionsAsRuntimeRoles"
          Effect   = "Allow"
          Action   = "elasticmapreduce:GetClusterSessionCredentials"
          Resource = "arn:${local.partition}:elasticmapreduce:${local.region}:${local.account_id}:cluster/*"
          Condition = {
            StringEquals = { "elasticmapreduce:ResourceTag/tenant" = var.role.tenant }
            ArnEquals    = { "elasticmapreduce:ExecutionRoleArn" = arns }
          }
        } if length(arns) > 0
      ],
      [
        for arns in [var.role.secret_arns] : {
          Sid      = "SignInToClusters"
          Effect   = "Allow"
          Action   = "secretsmanager:GetSecretValue"
          Resource = arns
        } if length(arns) > 0
      ],
    )
  })
}
