"""Fields of your own, in a package or not: what a provider is, and who knows which there are.

    from forgery.registry import Batch, Provider

    provider = Provider("vehicle")

    @provider.field(returns=str, doc="A vehicle identification number.")
    def vin(batch: Batch, *, country: str = "US") -> list[str]: ...

A distribution offers a provider by an entry point of the group `forgery.providers`; then its fields
are known by name, as `vehicle.vin`, and as `vin` while nobody else has one. Nothing is imported
before a name is asked for that forgery itself does not have. `FORGERY_NO_PLUGINS=1` hides all that
is installed, `FORGERY_PLUGINS=vehicle,geo` all but these, and lets these replace built-in fields.
"""

from __future__ import annotations

from .._forgery import Batch
from ._installed import DATASETS, GROUPS, PROVIDERS, SINKS, Plugin
from ._provider import CONTRACT, Field, Provider
from ._registry import Registry, register, registry

__all__ = [
    "CONTRACT",
    "DATASETS",
    "GROUPS",
    "PROVIDERS",
    "SINKS",
    "Batch",
    "Field",
    "Plugin",
    "Provider",
    "Registry",
    "register",
    "registry",
]
