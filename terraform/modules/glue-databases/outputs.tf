output "database_names" {
  description = "Names of the databases, sorted."
  value       = [for database in aws_glue_catalog_database.this : database.name]
}

output "database_arns" {
  description = "ARN of each database by its name."
  value       = { for name, database in aws_glue_catalog_database.this : name => database.arn }
}
