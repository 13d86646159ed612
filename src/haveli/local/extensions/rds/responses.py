"""Parameter groups: a missing one is an error, and parameters can be reset. Become methods of moto's RDSResponse."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.rds.exceptions import DBParameterGroupNotFoundError
from moto.rds.responses import RDSResponse

_moto_describe_db_parameter_groups = RDSResponse.describe_db_parameter_groups


def describe_db_parameter_groups(self: RDSResponse) -> ActionResult:
    """DescribeDBParameterGroups; a group that is named exists."""
    name = self.params.get("DBParameterGroupName")
    if name and not self.backend.describe_db_parameter_groups({"db_parameter_group_name": name}):
        raise DBParameterGroupNotFoundError(name)
    return _moto_describe_db_parameter_groups(self)


def reset_db_parameter_group(self: RDSResponse) -> ActionResult:
    """ResetDBParameterGroup: some parameters, or all, are the engine's again."""
    name = self.params["DBParameterGroupName"]
    if name not in self.backend.db_parameter_groups:
        raise DBParameterGroupNotFoundError(name)
    parameters = self.backend.db_parameter_groups[name].parameters
    if self.params.get("ResetAllParameters"):
        parameters.clear()
    for parameter in self.params.get("Parameters", []):
        parameters.pop(parameter["ParameterName"], None)
    return ActionResult({"DBParameterGroupName": name})
