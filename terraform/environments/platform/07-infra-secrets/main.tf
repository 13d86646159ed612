# Rendered by haveli from platform.yaml. Do not edit: change that, then run `haveli render`.

module "key" {
  source = "../../../modules/kms-key"

  alias       = "pai-risk-mlops-platform-shared-secrets-key"
  description = "Secrets and images of applications."
}

module "secrets" {
  source = "../../../modules/secrets"

  secrets = {
    pai-risk-mlops-platform-shared-argocd-credentials = {
      description       = "Argo CD: the administrator's password, and the client of single sign-on."
      reader_role_names = ["pai-risk-mlops-platform-shared-external-secrets"]
    }
    pai-risk-mlops-platform-shared-superset-credentials = {
      description       = "Superset: the key of its sessions, its database password, and the client of single sign-on."
      reader_role_names = ["pai-risk-mlops-platform-shared-external-secrets"]
    }
  }
  kms_key_arn = module.key.key_arn
}

module "images" {
  source = "../../../modules/ecr"

  repositories = {
    pai-risk-mlops-platform-shared-operator = {}
    pai-risk-mlops-platform-shared-superset = {}
  }
  kms_key_arn = module.key.key_arn
}
