"""The keys that a place of the language takes, from the models."""

from __future__ import annotations

from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag


def keys_at(model: Any, steps: list[Any]) -> list[str]:
    """The keys of the form at a place.

    Args:
        model: The form at the top.
        steps: The place of an error, as pydantic says it, without the key itself.
    """
    form: Any = model
    for step in steps:
        form = _step(form, step)
    form = _plain(form)
    if isinstance(form, type) and issubclass(form, BaseModel):
        return [field.alias or name for name, field in form.model_fields.items()]
    return []


def _plain(form: Any) -> Any:
    """A form without its annotations and without None."""
    while True:
        if get_origin(form) is Annotated:
            form = get_args(form)[0]
        elif get_origin(form) is Union and type(None) in get_args(form):
            rest = [each for each in get_args(form) if each is not type(None)]
            form = rest[0] if len(rest) == 1 else Union[tuple(rest)]
            if len(rest) > 1:
                return form
        else:
            return form


def _step(form: Any, step: Any) -> Any:
    form = _plain(form)
    if isinstance(form, type) and issubclass(form, BaseModel):
        for name, field in form.model_fields.items():
            if step in {name, field.alias}:
                return field.annotation
        return None
    origin, arguments = get_origin(form), get_args(form)
    if origin is Union:
        for each in arguments:
            if get_origin(each) is Annotated and Tag(str(step)) in get_args(each):
                return each
        return form
    if origin is dict:
        return arguments[1]
    return arguments[0] if origin is list else None
