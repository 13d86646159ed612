# The primary's own name changes whenever the cluster is parked and comes back; this one does not.
resource "aws_route53_record" "primary" {
  count = var.host_name == null ? 0 : 1

  zone_id = var.host_name.zone_id
  name    = var.host_name.name
  type    = "CNAME"
  ttl     = 60
  records = [aws_emr_cluster.this.master_public_dns]
}
