output "public_zone_id" {
  description = "Id of the public zone."
  value       = aws_route53_zone.public.zone_id
}

output "public_zone_name" {
  description = "Domain of the public zone."
  value       = aws_route53_zone.public.name
}

output "public_name_servers" {
  description = "Name servers to which the parent domain delegates."
  value       = aws_route53_zone.public.name_servers
}

output "private_zone_id" {
  description = "Id of the private zone."
  value       = aws_route53_zone.private.zone_id
}

output "private_zone_name" {
  description = "Domain of the private zone."
  value       = aws_route53_zone.private.name
}

output "certificate_arn" {
  description = "ARN of the certificate. Known once the certificate is issued, so that no listener is made with one that is not."
  value       = aws_acm_certificate_validation.this.certificate_arn
}
