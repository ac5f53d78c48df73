"""Settings of the server: a file, then the environment, then the command line; the last one that speaks wins."""

import ipaddress
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from .. import _yaml
from .._nearest import near
from ..errors import FileSystemError, SchemaError
from ..schema._places import locate

#: What is before the names of environment variables.
PREFIX = "FORGERY_"


def _split(value: Any) -> Any:
    """A list as the environment and the command line write it: values with commas between them."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _network(value: str) -> str:
    ipaddress.ip_network(value, strict=False)
    return value


def _root(value: str) -> str:
    if value and not value.startswith("/"):
        message = "begins with a slash, such as /forgery"
        raise ValueError(message)
    return value.rstrip("/")


Texts = Annotated[list[str], NoDecode, BeforeValidator(_split)]
Secrets = Annotated[list[SecretStr], NoDecode, BeforeValidator(_split)]
Networks = Annotated[
    list[Annotated[str, AfterValidator(_network)]], NoDecode, BeforeValidator(_split)
]
Seconds = Annotated[float, Field(gt=0, le=31_536_000, allow_inf_nan=False)]


class Settings(BaseSettings):
    """What the server does and what it allows. Each has an environment variable: `FORGERY_MAX_ROWS`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    # Where
    host: str = Field("127.0.0.1", min_length=1, description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port; 0 takes a free one.")
    root_path: Annotated[str, AfterValidator(_root)] = Field(
        "", description="The path that a proxy puts before all others."
    )

    # Who
    tokens: Secrets = Field(
        default_factory=list, description="Bearer tokens; with none, everybody may ask."
    )
    cors_origins: Texts = Field(
        default_factory=list, description="Origins whose pages may ask; none by default."
    )
    trusted_proxies: Networks = Field(
        default_factory=list, description="Addresses whose X-Forwarded-For is believed."
    )

    # What
    datasets: Optional[Texts] = Field(None, description="The datasets to show; all by default.")
    schemas: bool = Field(True, description="Whether requests may bring schemas of their own.")

    # How much
    max_rows: int = Field(1_000_000_000, ge=1, le=2**53, description="Rows of a stream.")
    max_rate: Optional[float] = Field(
        None, ge=0.1, description="Rows per second of a stream; no limit by default."
    )
    default_rate: Optional[float] = Field(
        None, ge=0.1, description="Rows per second where a request says nothing."
    )
    max_duration: Seconds = Field(3600, description="Seconds that a stream may last.")
    max_streams: int = Field(256, ge=1, le=100_000, description="Streams at a time.")
    max_streams_per_client: int = Field(
        256, ge=1, le=100_000, description="Streams of one client at a time."
    )
    max_request_bytes: int = Field(
        262_144, ge=1024, le=16_777_216, description="The size of a request's body."
    )
    max_records: int = Field(10_000, ge=1, le=1_000_000, description="Rows of POST /records.")
    max_tables: int = Field(50, ge=1, le=1000, description="Tables of a schema in a request.")
    max_columns: int = Field(
        500, ge=1, le=10_000, description="Columns of a schema in a request, of all tables."
    )
    max_row_bytes: int = Field(
        16_384, ge=256, le=1_048_576, description="The size of a row that a request describes."
    )

    # How long
    plan_timeout: Seconds = Field(10, description="Seconds until rows must be ready to be made.")
    body_timeout: Seconds = Field(30, description="Seconds until a request's body must be here.")
    send_timeout: Seconds = Field(
        300, description="Seconds after which a client that reads nothing is dropped."
    )
    drain_seconds: float = Field(
        0, ge=0, le=600, description="Seconds from a signal to the end of listening."
    )
    shutdown_seconds: Seconds = Field(10, description="Seconds that streams have to end.")

    # What is told
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important messages that are logged."
    )
    log_format: Literal["json", "console"] = Field("json", description="How they are written.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what was given and the environment: no `.env`, no folder of secrets."""
        del settings_cls, dotenv_settings, file_secret_settings
        return init_settings, env_settings

    def shown(self) -> dict[str, Any]:
        """The settings as plain values; tokens are counted, not shown."""
        made: dict[str, Any] = self.model_dump(mode="json")
        made["tokens"] = f"{len(self.tokens)} not shown" if self.tokens else []
        return made


def load(
    config: Union[str, Path, None] = None, given: Optional[Mapping[str, Any]] = None
) -> Settings:
    """Read the settings.

    Args:
        config: The YAML file, if there is one.
        given: What the command line says; None stands for what it does not say.

    Raises:
        forgery.errors.SchemaError: If something is wrong: all of it, each with where it was said.
        forgery.errors.FileSystemError: If the file cannot be read.
    """
    flags = {key: value for key, value in (given or {}).items() if value is not None}
    text, content = _read(Path(config)) if config is not None else ("", {})
    _unknown(str(config), text, content)
    # What the environment says wins over the file, which pydantic-settings is given as a default.
    spoken = {key.lower() for key in _environment()}
    below = {key: value for key, value in content.items() if f"{PREFIX}{key}".lower() not in spoken}
    try:
        return _consistent(Settings(**{**below, **flags}))
    except ValidationError as error:
        lines = [
            f"{_origin(each['loc'], flags, below, config, text)}: {_said(each)}"
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise SchemaError("\n".join(lines)) from None


def _environment() -> Iterable[str]:
    import os

    return os.environ.keys()


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        content = _yaml.load(text)
    except OSError as error:
        raise FileSystemError(error.errno, error.strerror or str(error), str(path)) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        message = f"{path}: {' '.join(str(error).split())}"
        raise SchemaError(message) from error
    if content is None:
        content = {}
    if not isinstance(content, dict):
        message = f"{path}: the settings are a mapping, such as 'port: 8000'"
        raise SchemaError(message)
    return text, content


def _unknown(name: str, text: str, content: Mapping[Any, Any]) -> None:
    known = list(Settings.model_fields)
    lines = []
    for key in content:
        if key not in known:
            place = locate(text, ".yaml", (key,))
            where = f"{name}:{place[0]}:{place[1]}" if place else name
            lines.append(f"{where}: there is no setting '{key}'{near(key, known)}")
    if lines:
        raise SchemaError("\n".join(lines))


def _origin(
    loc: tuple[Any, ...],
    flags: Mapping[str, Any],
    below: Mapping[str, Any],
    config: Union[str, Path, None],
    text: str,
) -> str:
    """Where a setting was said: the flag, the variable, or the line of the file."""
    key = str(loc[0]) if loc else ""
    if key in flags:
        return f"--{key.replace('_', '-')}"
    if key in below:
        place = locate(text, ".yaml", loc) or locate(text, ".yaml", loc[:1])
        where = f"{config}:{place[0]}:{place[1]}" if place else str(config)
        return f"{where}: {key}"
    return f"{PREFIX}{key.upper()}"


def _said(error: Mapping[str, Any]) -> str:
    message = str(error["msg"])
    return message[0].lower() + message[1:] if message else "is wrong"


def _consistent(settings: Settings) -> Settings:
    """Settings that contradict each other, and names of datasets that are none."""
    rate, most = settings.default_rate, settings.max_rate
    if rate is not None and most is not None and rate > most:
        message = f"default_rate is {rate:g}, above max_rate, which is {most:g}"
        raise SchemaError(message)
    if any(not token.get_secret_value() for token in settings.tokens):
        message = "a token of 'tokens' is empty"
        raise SchemaError(message)
    if settings.datasets is not None:
        from .._datasets import datasets

        known = [info.name for info in datasets()]
        for name in settings.datasets:
            if name not in known:
                message = f"datasets: there is no dataset '{name}'{near(name, known)}"
                raise SchemaError(message)
    return settings
