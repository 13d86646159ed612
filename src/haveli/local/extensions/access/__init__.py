"""IAM that bites: `haveli up --iam enforce` judges every request by the policies of whoever sends it.

moto 5.2.5 can enforce, but looks at `*` as the resource for most services and at few conditions. Here a request is
judged by haveli's own evaluator (guard.iam): identity policies, boundaries and session policies, with the resource's
ARN and its tags for the services in `targets.py`; for other services the resource is `*`. The account's own key (which
haveli, the provider and `haveli env` use) is allowed everything, as a root user is.

Left out: resource policies (S3's are judged by the `s3` extension), service control policies, and signatures.
"""

from __future__ import annotations

import os


def install() -> None:
    """Puts the judge before every request of moto's, when HAVELI_IAM says `enforce`."""
    if os.environ.get("HAVELI_IAM") != "enforce":
        return
    from moto.core.authorization import ActionAuthenticatorMixin

    from haveli.local.extensions.access.responses import judge_normal, judge_s3

    ActionAuthenticatorMixin._authenticate_and_authorize_normal_action = judge_normal
    ActionAuthenticatorMixin._authenticate_and_authorize_s3_action = judge_s3
