"""The native bases of the drop-in, or stand-ins in Python where the extension does not have them yet.

TODO: remove this file when every build has the native bases.
"""

from __future__ import annotations

from random import Random
from types import MethodType
from typing import Any

try:
    from forgery._forgery import (  # type: ignore[attr-defined, unused-ignore]
        Engine,
        Proxy,
        compat_changes,
    )
except ImportError:

    class Engine:  # type: ignore[no-redef, unused-ignore]
        """What a generator is made on."""

        _own_random: Random

        @property
        def random(self) -> Random:
            """Where values are drawn from."""
            return self._own_random

        @random.setter
        def random(self, value: Random) -> None:
            object.__setattr__(self, "_own_random", value)

        def _populate(
            self,
            locale: str,  # noqa: ARG002
            use_weighting: bool,
            classes: list[tuple[type, str, str | None]],
            formatters: list[tuple[str, int, object]],
        ) -> None:
            made = []
            for cls, path, lang in classes:
                provider: Any = cls(self)
                provider.__use_weighting__ = use_weighting
                provider.__provider__ = path
                provider.__lang__ = lang
                made.append(provider)
            space: Any = self.__dict__
            space["providers"] = made[::-1]
            for name, index, function in formatters:
                space[name] = MethodType(function, made[index])  # type: ignore[arg-type]

        def _touch(self) -> None:
            pass

        def _made(self) -> tuple[Any, Any, Any]:
            return None, None, None

        def _make(self, locale: Any, classes: Any, template: Any) -> None:
            pass

    class Proxy:  # type: ignore[no-redef, unused-ignore]
        """What a proxy is made on."""

        @property
        def _single(self) -> Engine | None:
            return None

        @_single.setter
        def _single(self, value: Engine | None) -> None:
            pass

        def __getattribute__(self, attr: str) -> Any:
            if attr == "seed":
                raise TypeError(
                    "Calling `.seed()` on instances is deprecated."
                    " Use the class method `Faker.seed()` instead."
                )
            return super().__getattribute__(attr)

    def compat_changes() -> int:
        """How often a provider class was changed."""
        return 0


try:
    from ._tables import Table  # type: ignore[import-not-found, unused-ignore]
except ImportError:

    class Table:  # type: ignore[no-redef, unused-ignore]
        """A table that nobody has asked for yet."""


__all__ = ["Engine", "Proxy", "Table", "compat_changes"]
