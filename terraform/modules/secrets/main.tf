data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_secretsmanager_secret" "this" {
  for_each = var.secrets

  name                    = each.key
  description             = each.value.description
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
}

# A deny, because an allow elsewhere in the account would otherwise suffice: an administrator may fill a secret, and reads
# none. By name, because the roles are made after the secrets.
resource "aws_secretsmanager_secret_policy" "this" {
  for_each = var.secrets

  secret_arn          = aws_secretsmanager_secret.this[each.key].arn
  block_public_policy = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyItsReadersRead"
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = {
        ArnNotEquals = {
          "aws:PrincipalArn" = [
            for role in each.value.reader_role_names :
            "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${role}"
          ]
        }
      }
    }]
  })
}
