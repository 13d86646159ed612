variable "databases" {
  description = "Databases by name. `location_uri` is where tables without a location of their own are written."
  type = map(object({
    description  = string
    location_uri = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.databases) : can(regex("^[a-z0-9_]{1,255}$", name))])
    error_message = "A database's name has lower-case letters, digits and underscores only: Athena, Spark and Trino agree on no more."
  }

  validation {
    condition     = alltrue([for database in values(var.databases) : can(regex("^s3://[a-z0-9][a-z0-9-]+[a-z0-9]/(.*/)?$", database.location_uri))])
    error_message = "location_uri is s3://BUCKET/ or s3://BUCKET/PREFIX/, with a slash at its end."
  }

  validation {
    condition     = length(distinct([for database in values(var.databases) : database.location_uri])) == length(var.databases)
    error_message = "Each database has a location of its own; two that share one overwrite each other's tables."
  }
}
