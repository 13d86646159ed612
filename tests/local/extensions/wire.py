"""Calls a JSON operation of moto and gives its answer as sent: botocore drops what its model does not have."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

#: The prefix of each service's X-Amz-Target header (botocore's service model, `targetPrefix`).
TARGETS = {"glue": "AWSGlue", "budgets": "AWSBudgetServiceGateway", "kms": "TrentService", "logs": "Logs_20140328"}


def call(endpoint: str, service: str, operation: str, **body: Any) -> dict[str, Any]:
    """The answer's JSON. Raises `urllib.error.HTTPError` when the service refuses."""
    headers = {
        "X-Amz-Target": f"{TARGETS[service]}.{operation}",
        "Content-Type": "application/x-amz-json-1.1",
    }
    data = json.dumps(body).encode()
    request = AWSRequest("POST", f"{endpoint}/", headers=headers, data=data)
    SigV4Auth(Credentials("123456789012", "x"), service, "ap-south-1").add_auth(request)
    sent = urllib.request.Request(f"{endpoint}/", data=data, headers=dict(request.headers.items()), method="POST")
    with urllib.request.urlopen(sent) as answer:
        text = answer.read().decode()
    return json.loads(text) if text else {}
