"""Where EKS is served."""

from __future__ import annotations

import re

import pytest

from haveli.local.extensions.eks.urls import url_bases, url_paths
from tests.local.extensions.eks.conftest import MODEL


@pytest.mark.parametrize(
    "operation",
    [
        "CreateCluster",
        "DescribeCluster",
        "UpdateNodegroupConfig",
        "CreateAddon",
        "AssociateAccessPolicy",
        "DescribeAddonVersions",
        "ListAccessPolicies",
        "DescribeClusterVersions",
        "CreatePodIdentityAssociation",
        "TagResource",
    ],
)
def test_each_call_has_an_address(operation: str) -> None:
    path = re.sub(r"\{\w+\}", "a:b/c", MODEL.operation_model(operation).http["requestUri"])
    patterns = [pattern.replace("{0}", "") for pattern in url_paths]
    assert sum(bool(re.match(pattern, path)) for pattern in patterns) == 1
    assert url_bases
