"""What the YAML means: keys and kinds, loading with places, models and defaults, rules, names, tags.

`load` gives the whole specification; every fault of every file comes in one `SpecError`.
"""

from haveli.spec.load import check_file, load, load_platform, load_tenant_file
from haveli.spec.models import Cluster, Platform, Spec, Tenant
from haveli.spec.text import tenant_yaml, with_defaults

__all__ = [
    "Cluster",
    "Platform",
    "Spec",
    "Tenant",
    "check_file",
    "load",
    "load_platform",
    "load_tenant_file",
    "tenant_yaml",
    "with_defaults",
]
