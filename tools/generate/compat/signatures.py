"""How stubs spell methods, from their text in the heads."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from forgery.compat._heads import Head

from ..catalogue import fields
from .types import Imports, hint

#: Defaults that are longer are not shown.
SHOWN = 24
#: What overloaded methods take, and give then. The text of a signature knows of no overloads.
RAW_OUTPUT = (
    "(self, raw_output: typing.Literal[False] = False) -> str",
    "(self, raw_output: typing.Literal[True]) -> bytes",
    "(self, raw_output: bool) -> typing.Union[str, bytes]",
)
CAST_TO = (
    "(self) -> str",
    "(self, cast_to: None) -> uuid.UUID",
    "(self, cast_to: typing.Callable[[uuid.UUID], faker.providers.T]) -> faker.providers.T",
)
OVERLOADS = {
    "base/misc": {
        **dict.fromkeys(("md5", "sha1", "sha256"), RAW_OUTPUT),
        **dict.fromkeys(("uuid1", "uuid4", "uuid7"), CAST_TO),
    }
}

#: Methods whose signatures type checkers do not see in Faker, because of decorators: a subclass may give them any
#: other. Only the proxy's stub shows what they take.
_EMAILS = ("email", "safe_email", "free_email", "company_email")
UNSEEN = {
    "base/internet": (
        *_EMAILS,
        *(f"ascii_{name}" for name in _EMAILS),
        *("domain_name", "free_email_domain", "hostname", "safe_domain_name", "slug"),
    ),
    # In every locale.
    "internet": ("domain_word", "user_name"),
    "python": ("pyfloat", "pyiterable"),
}
ANYTHING = "(self, *args: typing.Any, **kwargs: typing.Any)"

_RETURNS = {field["name"]: field["returns"] for field in fields()}
_DOCS = {field["name"]: field["doc"].partition("\n")[0] for field in fields()}


def doc(name: str) -> str:
    """Find the documentation of a method.

    Args:
        name: The method.

    Returns:
        One line; nothing if the catalogue does not have the method.
    """
    return _DOCS.get(name, "")


def of_provider(head: Head, name: str, imports: Imports, documented: str = "") -> str:
    """Write a method as the stub of its provider has it, for subclasses to override.

    Args:
        head: Of the class that defines it.
        name: The method.
        imports: Of the stub.
        documented: Its documentation.
    """
    if any(name in UNSEEN.get(key, ()) for key in (head.id, head.id.partition("/")[2])):
        return _method(name, [ANYTHING], imports, documented)
    return _method(name, _texts(head, name), imports, documented, head.binds(name))


def of_proxy(head: Head, name: str, imports: Imports) -> str:
    """Write a method as the stub of the proxy has it, for users to call.

    Args:
        head: Of the class that defines it.
        name: The method.
        imports: Of the stub.
    """
    texts = [
        text if " -> " in text else f"{text} -> {_RETURNS[name]}" for text in _texts(head, name)
    ]
    return _method(name, texts, imports, doc(name), head.binds(name))


def _texts(head: Head, name: str) -> Sequence[str]:
    """The signatures of a method: several if it is overloaded."""
    return OVERLOADS.get(head.id, {}).get(name) or [head.call(name)]


def _method(
    name: str, texts: Sequence[str], imports: Imports, documented: str, kind: str = ""
) -> str:
    decorator = f"@{kind}method\n" if kind else ""
    if len(texts) > 1:
        decorator = f"@{imports.name('typing', 'overload')}\n"
    out: list[str] = []
    for text in texts:
        line = f"{decorator}def {name}{signature(text, imports)}:"
        # Text editors show the documentation of the first.
        shown = documented if not out else ""
        out.append(f'{line}\n    """{shown}"""\n' if shown else f"{line} ...\n")
    return "".join(out)


def returned(head: Head, name: str, imports: Imports) -> str:
    """Write the type of what a method gives.

    Args:
        head: Of the class that defines it.
        name: The method.
        imports: Of the stub.
    """
    said = _texts(head, name)[0].partition(" -> ")[2] or _RETURNS[name]
    # What depends on the arguments.
    said = re.sub(r"faker\.providers\.(python\.)?T\w*", "typing.Any", said)
    return hint(ast.parse(said, mode="eval").body, imports)


def signature(text: str, imports: Imports) -> str:
    """Write a signature, with `Any` where it says nothing.

    Args:
        text: From a head.
        imports: Of the stub.
    """
    (function,) = ast.parse(f"def function{text}: ...").body
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    if given.posonlyargs or given.kwonlyargs:
        raise ValueError(f"a kind of parameter that no method had: {text}")
    defaults = [None] * (len(given.args) - len(given.defaults)) + given.defaults
    params = [_param(arg, default, imports) for arg, default in zip(given.args, defaults)]
    if given.vararg:
        params.append("*" + _param(given.vararg, None, imports))
    if given.kwarg:
        params.append("**" + _param(given.kwarg, None, imports))
    result = function.returns
    shown = hint(result, imports) if result else imports.name("typing", "Any")
    return f"({', '.join(params)}) -> {shown}"


def _param(arg: ast.arg, default: ast.expr | None, imports: Imports) -> str:
    if arg.arg in ("self", "cls") and not arg.annotation:
        return arg.arg
    annotation = arg.annotation
    shown = hint(annotation, imports) if annotation else imports.name("typing", "Any")
    if default is None:
        return f"{arg.arg}: {shown}"
    return f"{arg.arg}: {shown} = {_default(default, shown)}"


def _default(node: ast.expr, shown: str) -> str:
    """A default as it is, if it is short and of the parameter's type for sure."""
    text = ast.unparse(node)
    types = shown.split(" | ")
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return "..."
    fits = type(value).__name__ in types or "Any" in types or (value is None and "None" in types)
    return text if fits and len(text) <= SHOWN else "..."
