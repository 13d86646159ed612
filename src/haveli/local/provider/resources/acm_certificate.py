"""aws_acm_certificate: one that Amazon issues once its domains are proven, or one that is imported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN, is_known
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.ec2 import allowed
from haveli.local.provider.resources.errors import absent, after_creation, code_of
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("ResourceNotFoundException",)
#: How long ACM takes at most to say how domains are proven, and a listener to let a certificate go, in seconds.
OPTIONS_SECONDS = 300.0
RELEASE_SECONDS = 60.0
#: Arguments of a certificate that is imported, not asked for.
IMPORTED = ("certificate_body", "certificate_chain", "private_key")
FROM_BODY = ("domain_name", "key_algorithm", "not_after", "not_before", "subject_alternative_names")


def pem_form(text: str) -> str:
    """The normal form of PEM text: white space at its ends means nothing."""
    return text.strip()


class AcmCertificate(Resource):
    name = "aws_acm_certificate"
    not_emulated = "`private_key_wo` is refused. A certificate validated by mail issues itself after a minute."
    force_new = frozenset(
        {
            "certificate_authority_arn",
            "domain_name",
            "key_algorithm",
            "subject_alternative_names",
            "validation_method",
            "validation_option",
        }
    )
    same = dict.fromkeys(IMPORTED, pem_form)
    sensitive = frozenset({"private_key", "private_key_wo"})
    recomputed = dict.fromkeys(FROM_BODY, frozenset({"certificate_body"}))

    def validate(self, config: Values) -> Iterable[Problem]:
        if config.get("domain_name") is None and config.get("private_key") is None:
            yield Problem("one of `domain_name,private_key` must be specified", path=("domain_name",))
        for argument in IMPORTED:
            if config.get(argument) is not None and config.get("domain_name") is not None:
                yield Problem(f'"{argument}": conflicts with domain_name', path=(argument,))
        if config.get("private_key") is not None and config.get("certificate_body") is None:
            yield Problem("all of `certificate_body,private_key` must be specified", path=("private_key",))
        names = [config.get("domain_name")], config.get("subject_alternative_names")
        for argument, values in zip(("domain_name", "subject_alternative_names"), names, strict=True):
            yield from _name_problems(argument, values if isinstance(values, list) else [])

    @classmethod
    def foreseen(cls, planned: Values, config: Values) -> Values:
        """Each domain gets a record to prove it; all but the domain's name is ACM's to tell."""
        domain, others = config.get("domain_name"), config.get("subject_alternative_names")
        if config.get("validation_method") != "DNS" or domain is None or not is_known([domain, others]):
            return {}
        names = {domain, *(others or [])}
        told = dict.fromkeys(("resource_record_name", "resource_record_type", "resource_record_value"), UNKNOWN)
        return {"domain_validation_options": [{"domain_name": name, **told} for name in sorted(names)]}

    def create(self, ctx: Context, planned: Values) -> str:
        acm = ctx.client("acm")
        if planned.get("private_key"):
            return str(acm.import_certificate(**_import(planned), **_tags(planned))["CertificateArn"])
        arn = str(acm.request_certificate(**_request(planned), **_tags(planned))["CertificateArn"])
        with after_creation({"id": arn, "arn": arn}):
            what = f"validation options of {arn}"
            ctx.wait(lambda: _with_options(acm, arn, planned), what=what, seconds=OPTIONS_SECONDS)
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        acm, arn = ctx.client("acm"), state["id"]
        with absent(*GONE):
            found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
            if found["Status"] == "VALIDATION_TIMED_OUT":
                return None
            tags = tag_map(acm.list_tags_for_certificate(CertificateArn=arn)["Tags"])
            return {**_reported(found, state), **_proofs(found), "tags_all": tags}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        acm, arn = ctx.client("acm"), change.after["id"]
        if change.touches(*IMPORTED):
            acm.import_certificate(CertificateArn=arn, **_import(change.after))
        if change.touches("options") and change.after.get("options"):
            acm.update_certificate_options(CertificateArn=arn, Options=_sent_options(change.after))
        if removed(change):
            gone = [{"Key": key} for key in removed(change)]
            acm.remove_tags_from_certificate(CertificateArn=arn, Tags=gone)
        if written(change):
            acm.add_tags_to_certificate(CertificateArn=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        """Waits for what uses the certificate: a listener lets it go only after its own end."""

        def deleted() -> bool | None:
            try:
                ctx.client("acm").delete_certificate(CertificateArn=state["id"])
            except ClientError as error:
                if code_of(error) == "ResourceInUseException":
                    return None
                raise
            return True

        with absent(*GONE):
            seconds = allowed(state, "delete", RELEASE_SECONDS)
            ctx.wait(deleted, what=f"{state['id']} is in use; its deletion", seconds=seconds)


def _name_problems(argument: str, names: list[Any]) -> Iterable[Problem]:
    for name in names:
        if isinstance(name, str) and (name.endswith(".") or not 1 <= len(name) <= 253):
            detail = f"Got {name!r}; a name has 1 to 253 characters and no dot at its end."
            yield Problem(f"invalid value for {argument}", detail, path=(argument,))


def _tags(planned: Values) -> Values:
    return without_none({"Tags": tag_list(planned.get("tags_all")) or None})


def _import(planned: Values) -> Values:
    return without_none(
        {
            "Certificate": planned["certificate_body"].encode(),
            "PrivateKey": planned["private_key"].encode(),
            "CertificateChain": (planned.get("certificate_chain") or "").encode() or None,
        }
    )


def _request(planned: Values) -> Values:
    domains = [
        {"DomainName": option["domain_name"], "ValidationDomain": option["validation_domain"]}
        for option in planned.get("validation_option") or []
    ]
    return without_none(
        {
            "DomainName": planned["domain_name"],
            "SubjectAlternativeNames": planned.get("subject_alternative_names") or None,
            "ValidationMethod": planned.get("validation_method")
            if not planned.get("certificate_authority_arn")
            else None,
            "KeyAlgorithm": planned.get("key_algorithm") or None,
            "CertificateAuthorityArn": planned.get("certificate_authority_arn") or None,
            "DomainValidationOptions": domains or None,
            "Options": _sent_options(planned) or None,
        }
    )


def _sent_options(planned: Values) -> Values:
    options = first(planned.get("options"))
    return without_none(
        {
            "CertificateTransparencyLoggingPreference": options.get("certificate_transparency_logging_preference"),
            "Export": options.get("export"),
        }
    )


def _with_options(acm: Any, arn: str, planned: Values) -> Values | None:
    found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    if planned.get("validation_method") != "DNS" or found.get("Type") != "AMAZON_ISSUED":
        return dict(found)
    options = found.get("DomainValidationOptions", [])
    return dict(found) if options and all(option.get("ResourceRecord") for option in options) else None


def _reported(found: Values, state: Values) -> Values:
    options, known = found.get("Options", {}), state.get("options")
    block = {
        "certificate_transparency_logging_preference": options.get("CertificateTransparencyLoggingPreference"),
        "export": options.get("Export"),
    }
    renewal = found.get("RenewalSummary")
    return {
        "id": found["CertificateArn"],
        "arn": found["CertificateArn"],
        "domain_name": found["DomainName"],
        "subject_alternative_names": _alternatives(found, state),
        "certificate_authority_arn": settled(
            found.get("CertificateAuthorityArn"), state.get("certificate_authority_arn")
        ),
        "key_algorithm": found.get("KeyAlgorithm", "").replace("-", "_"),
        "not_after": _moment(found.get("NotAfter")),
        "not_before": _moment(found.get("NotBefore")),
        "status": found["Status"],
        "type": found["Type"],
        "pending_renewal": (renewal or {}).get("RenewalStatus") in ("PENDING_AUTO_RENEWAL", "PENDING_VALIDATION"),
        "renewal_eligibility": found.get("RenewalEligibility", ""),
        "renewal_summary": [_reported_renewal(renewal)] if renewal else [],
        "options": [block] if known else [],
    }


def _alternatives(found: Values, state: Values) -> list[str]:
    """As configured: ACM adds the certificate's own domain, which a configuration may leave out."""
    names, known = found.get("SubjectAlternativeNames", []), state.get("subject_alternative_names")
    return list(known) if known and {found["DomainName"], *known} == set(names) else list(names)


def _reported_renewal(renewal: Values) -> Values:
    return {
        "renewal_status": renewal["RenewalStatus"],
        "renewal_status_reason": renewal.get("RenewalStatusReason", ""),
        "updated_at": _moment(renewal.get("UpdatedAt")),
    }


def _proofs(found: Values) -> Values:
    options = found.get("DomainValidationOptions", []) if found["Type"] == "AMAZON_ISSUED" else []
    records = [option for option in options if option.get("ResourceRecord")]
    return {
        "validation_method": options[0]["ValidationMethod"] if options else "NONE",
        "validation_emails": [address for option in options for address in option.get("ValidationEmails", [])],
        "domain_validation_options": [
            {
                "domain_name": option["DomainName"],
                "resource_record_name": option["ResourceRecord"]["Name"],
                "resource_record_type": option["ResourceRecord"]["Type"],
                "resource_record_value": option["ResourceRecord"]["Value"],
            }
            for option in records
        ],
    }


def _moment(value: datetime | None) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""
