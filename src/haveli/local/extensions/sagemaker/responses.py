"""The SageMaker calls of ours: read the request, call the rules, give the answer's shape. The others are moto's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from moto.core.responses import TYPE_RESPONSE, ActionResult, EmptyResult
from moto.sagemaker.models import sagemaker_backends
from moto.sagemaker.responses import SageMakerResponse as MotoResponse

from haveli.local.extensions.sagemaker import (
    app,
    domain,
    endpoint,
    endpoint_config,
    lifecycle_config,
    model,
    models,
    registry,
    shelf,
    space,
    user_profile,
)
from haveli.local.extensions.sagemaker.models import SageMakerBackend
from haveli.local.extensions.sagemaker.pages import chosen, page
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import Facts, Record


class SageMakerResponse(MotoResponse):
    """One request to SageMaker."""

    @property
    def backend(self) -> SageMakerBackend:
        backend: SageMakerBackend = sagemaker_backends[self.current_account][self.region]
        return backend

    @property
    def place(self) -> Place:
        return self.backend.place()

    @property
    def request(self) -> dict[str, Any]:
        """The request's members, by the names of the API."""
        return dict(self.params)

    def call_action(self) -> TYPE_RESPONSE:
        with models.lock:
            return super().call_action()

    # Domains

    def create_domain(self) -> ActionResult:
        return _told(domain.create(self.place, self.request), "DomainArn", "DomainId", "Url")

    def describe_domain(self) -> ActionResult:
        place = self.place
        return ActionResult(domain.described(place, domain.find(place, self.request["DomainId"])))

    def list_domains(self) -> ActionResult:
        place, told = self.place, ("DomainArn", "DomainId", "DomainName", "Url")
        records = chosen(place.shelf.all(shelf.DOMAIN), self.request)
        return self._listed("Domains", records, lambda each: {**_some(each, told), **domain.times(place, each)})

    def update_domain(self) -> ActionResult:
        return _told(domain.update(self.place, self.request), "DomainArn")

    def delete_domain(self) -> ActionResult:
        domain.delete(self.place, self.request)
        return EmptyResult()

    # User profiles

    def create_user_profile(self) -> ActionResult:
        return _told(user_profile.create(self.place, self.request), "UserProfileArn")

    def describe_user_profile(self) -> ActionResult:
        place = self.place
        return ActionResult(user_profile.described(place, user_profile.find(place, self.request)))

    def list_user_profiles(self) -> ActionResult:
        place, told = self.place, ("DomainId", "UserProfileName")
        records = chosen(self._members(place, shelf.USER_PROFILE), self.request, "UserProfileName")
        return self._listed("UserProfiles", records, lambda each: {**_some(each, told), **domain.times(place, each)})

    def update_user_profile(self) -> ActionResult:
        return _told(user_profile.update(self.place, self.request), "UserProfileArn")

    def delete_user_profile(self) -> ActionResult:
        user_profile.delete(self.place, self.request)
        return EmptyResult()

    # Spaces

    def create_space(self) -> ActionResult:
        return _told(space.create(self.place, self.request), "SpaceArn")

    def describe_space(self) -> ActionResult:
        place = self.place
        return ActionResult(space.described(place, space.find(place, self.request)))

    def list_spaces(self) -> ActionResult:
        place = self.place
        records = chosen(self._members(place, shelf.SPACE), self.request, "SpaceName")
        return self._listed("Spaces", records, lambda each: space.summary(place, each))

    def update_space(self) -> ActionResult:
        return _told(space.update(self.place, self.request), "SpaceArn")

    def delete_space(self) -> ActionResult:
        space.delete(self.place, self.request)
        return EmptyResult()

    # Apps

    def create_app(self) -> ActionResult:
        return _told(app.create(self.place, self.request), "AppArn")

    def describe_app(self) -> ActionResult:
        place = self.place
        return ActionResult(app.described(place, app.find(place, self.request)))

    def list_apps(self) -> ActionResult:
        place = self.place
        records = chosen(self._members(place, shelf.APP), self.request)
        return self._listed("Apps", records, lambda each: app.summary(place, each))

    def delete_app(self) -> ActionResult:
        app.delete(self.place, self.request)
        return EmptyResult()

    # Lifecycle configurations

    def create_studio_lifecycle_config(self) -> ActionResult:
        return _told(lifecycle_config.create(self.place, self.request), "StudioLifecycleConfigArn")

    def describe_studio_lifecycle_config(self) -> ActionResult:
        found = lifecycle_config.find(self.place, self.request["StudioLifecycleConfigName"])
        return ActionResult(lifecycle_config.described(found))

    def list_studio_lifecycle_configs(self) -> ActionResult:
        wanted = self.request.get("AppTypeEquals")
        records = [
            each
            for each in self.place.shelf.all(shelf.LIFECYCLE_CONFIG)
            if wanted in (None, each.facts["StudioLifecycleConfigAppType"])
        ]
        found = chosen(records, self.request, "StudioLifecycleConfigName")
        return self._listed("StudioLifecycleConfigs", found, lifecycle_config.summary)

    def delete_studio_lifecycle_config(self) -> ActionResult:
        lifecycle_config.delete(self.place, self.request["StudioLifecycleConfigName"])
        return EmptyResult()

    # Model package groups

    def create_model_package_group(self) -> ActionResult:
        return _told(registry.create(self.place, self.request), "ModelPackageGroupArn")

    def describe_model_package_group(self) -> ActionResult:
        found = registry.find(self.place, self.request["ModelPackageGroupName"])
        return ActionResult(registry.described(found))

    def list_model_package_groups(self) -> ActionResult:
        records = chosen(self.place.shelf.all(shelf.PACKAGE_GROUP), self.request, "ModelPackageGroupName")
        return self._listed("ModelPackageGroupSummaryList", records, registry.summary)

    def delete_model_package_group(self) -> ActionResult:
        packages = self.backend.model_packages.values()
        registry.delete(self.place, self.request["ModelPackageGroupName"], packages)
        return EmptyResult()

    # Models

    def create_model(self) -> ActionResult:
        return _told(model.create(self.place, self.request), "ModelArn")

    def describe_model(self) -> ActionResult:
        return ActionResult(model.described(model.find(self.place, self.request["ModelName"])))

    def list_models(self) -> ActionResult:
        records = chosen(self.place.shelf.all(shelf.MODEL), self.request, "ModelName")
        return self._listed("Models", records, lambda each: _dated(each, "ModelName", "ModelArn"))

    def delete_model(self) -> ActionResult:
        model.delete(self.place, self.request["ModelName"])
        return EmptyResult()

    # Endpoint configurations

    def create_endpoint_config(self) -> ActionResult:
        return _told(endpoint_config.create(self.place, self.request), "EndpointConfigArn")

    def describe_endpoint_config(self) -> ActionResult:
        found = endpoint_config.find(self.place, self.request["EndpointConfigName"])
        return ActionResult(endpoint_config.described(found))

    def list_endpoint_configs(self) -> ActionResult:
        records = chosen(self.place.shelf.all(shelf.ENDPOINT_CONFIG), self.request, "EndpointConfigName")
        told = ("EndpointConfigName", "EndpointConfigArn")
        return self._listed("EndpointConfigs", records, lambda each: _dated(each, *told))

    def delete_endpoint_config(self) -> ActionResult:
        endpoint_config.delete(self.place, self.request["EndpointConfigName"])
        return EmptyResult()

    # Endpoints

    def create_endpoint(self) -> ActionResult:
        return _told(endpoint.create(self.place, self.request), "EndpointArn")

    def describe_endpoint(self) -> ActionResult:
        place = self.place
        return ActionResult(endpoint.described(place, endpoint.find(place, self.request["EndpointName"])))

    def list_endpoints(self) -> ActionResult:
        place, wanted = self.place, self.request.get("StatusEquals")
        records = [each for each in place.shelf.all(shelf.ENDPOINT) if wanted in (None, each.state(place.now))]
        found = chosen(records, self.request, "EndpointName")
        return self._listed("Endpoints", found, lambda each: endpoint.summary(place, each))

    def update_endpoint(self) -> ActionResult:
        return _told(endpoint.update(self.place, self.request), "EndpointArn")

    def update_endpoint_weights_and_capacities(self) -> ActionResult:
        return _told(endpoint.weigh(self.place, self.request), "EndpointArn")

    def delete_endpoint(self) -> ActionResult:
        endpoint.delete(self.place, self.request["EndpointName"])
        return EmptyResult()

    def _members(self, place: Place, kind: str) -> Iterable[Record]:
        """The records of a kind that the request's `...Equals` filters let through."""
        filters = {
            name.removesuffix("Equals"): value
            for name, value in self.request.items()
            if name in ("DomainIdEquals", "UserProfileNameEquals", "SpaceNameEquals") and value
        }
        return [each for each in place.shelf.all(kind) if filters.items() <= each.facts.items()]

    def _listed(self, member: str, records: list[Record], told: Callable[[Record], Facts]) -> ActionResult:
        return ActionResult(page(member, [told(each) for each in records], self.request))


def _told(record: Record, *members: str) -> ActionResult:
    return ActionResult(_some(record, members))


def _some(record: Record, members: Iterable[str]) -> Facts:
    return {member: record.facts[member] for member in members}


def _dated(record: Record, *members: str) -> Facts:
    return {**_some(record, members), "CreationTime": record.created}
