locals {
  gib_per_unit = 32

  # What a node of each size gives to Trino and to YARN. EMR would give nearly all of it to both.
  configurations_by_units = {
    for units in distinct(concat(var.core.types[*].units, var.task.types[*].units)) : units => {
      "trino-config" = {
        # Together below the heap, or Trino does not start; the rest of it is Trino's own.
        "query.max-memory-per-node"     = "${floor(units * local.gib_per_unit * var.memory_percent.trino / 100 * 0.6)}GB"
        "memory.heap-headroom-per-node" = "${floor(units * local.gib_per_unit * var.memory_percent.trino / 100 * 0.3)}GB"
      }
      "yarn-site" = {
        "yarn.nodemanager.resource.memory-mb" = tostring(floor(units * local.gib_per_unit * 1024 * var.memory_percent.yarn / 100))
      }
    }
  }

  smallest_node_yarn_mib = min([
    for sizes in values(local.configurations_by_units) : tonumber(sizes["yarn-site"]["yarn.nodemanager.resource.memory-mb"])
  ]...)

  # Classifications as AWS's release guide for EMR 7 and Trino's documentation give them, read 2026-11.
  properties = {
    "iceberg-defaults" = {
      "iceberg.enabled" = "true"
    }

    "spark-defaults" = {
      "spark.sql.extensions"                   = "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
      "spark.sql.catalog.iceberg"              = "org.apache.iceberg.spark.SparkCatalog"
      "spark.sql.catalog.iceberg.catalog-impl" = "org.apache.iceberg.aws.glue.GlueCatalog"
      "spark.sql.catalog.iceberg.io-impl"      = "org.apache.iceberg.aws.s3.S3FileIO"
      "spark.sql.catalog.iceberg.warehouse"    = trimsuffix(var.warehouse_uri, "/")
      "spark.dynamicAllocation.enabled"        = "true"
    }

    "spark-hive-site" = {
      "hive.metastore.client.factory.class" = "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory"
    }

    "trino-connector-hive" = {
      "hive.metastore" = "glue"
    }

    "trino-connector-iceberg" = {
      "connector.name"                            = "iceberg"
      "iceberg.catalog.type"                      = "glue"
      "hive.metastore.glue.default-warehouse-dir" = trimsuffix(var.warehouse_uri, "/")
    }

    # A spot node that goes costs its tasks, not the query.
    "trino-config" = {
      "retry-policy" = "TASK"
    }

    "trino-exchange-manager" = {
      "exchange.base-directories" = trimsuffix(var.exchange_uri, "/")
    }

    # A container larger than the smallest node would wait for ever when only such nodes are left.
    "yarn-site" = {
      "yarn.scheduler.maximum-allocation-mb" = tostring(local.smallest_node_yarn_mib)
    }

    # Studio sessions that nobody uses hold memory; Livy's default is an hour.
    "livy-conf" = {
      "livy.server.port"            = tostring(local.livy_port)
      "livy.server.session.timeout" = "30m"
    }
  }

  configurations = [
    for classification, properties in local.properties : { Classification = classification, Properties = properties }
  ]
}
