"""What the owner of a server can choose: by flags, or by TINKERNET_* in the environment."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tinkernet.refusal import refusal

DEFAULT_PORT = 8000
#: A site as browsers name it: no path, no pattern, and nothing that could end the header.
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?")
#: Who frames a page under the cell of a notebook: Jupyter, on whatever port it found, or VS Code.
_NOTEBOOKS = ["http://localhost:*", "http://127.0.0.1:*", "vscode-webview:", "vscode-file:"]


class Settings(BaseSettings):
    """The server's choices; what it gives to its users are `tinkernet.runtime.limits.Limits`.

    `allowed_hosts`: names under which the server may be addressed besides its own, separated by
    commas in the environment. `allowed_parents`: the origins of other sites whose pages may show
    a bench in a frame, each as scheme, name and port. `db`: where experiments are saved, a path or
    the URL of a database; None for a file in the user's data folder. `notebook`: a Python process
    on this machine started the server for itself.
    """

    model_config = SettingsConfigDict(env_prefix="TINKERNET_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)
    open: bool = False
    labs: Path | None = None
    db: str | None = None
    allowed_hosts: Annotated[list[str], NoDecode] = []
    allowed_parents: Annotated[list[str], NoDecode] = []
    log_format: Literal["console", "json"] = "console"
    notebook: bool = False

    @property
    def parents(self) -> list[str]:
        """All whose pages may show ours in a frame, as the policy names them."""
        return [*self.allowed_parents, *(_NOTEBOOKS if self.notebook else [])]

    @field_validator("allowed_hosts", "allowed_parents", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @field_validator("allowed_hosts")
    @classmethod
    def _lower(cls, value: list[str]) -> list[str]:
        return [host.lower() for host in value if host]

    @field_validator("allowed_parents")
    @classmethod
    def _origins(cls, value: list[str]) -> list[str]:
        for parent in value:
            if parent and not _ORIGIN.fullmatch(parent.lower()):
                raise ValueError(
                    "must be the address of a site without a path, e.g. https://school.example"
                )
        return [parent.lower() for parent in value if parent]


def read_settings(**chosen: object) -> Settings:
    """Flags over environment over defaults; a flag that is None was not given.

    Raises:
        RefusalError: if a value is not allowed, naming flag and variable.
    """
    names = {name: f"--{name} (TINKERNET_{name.upper()})" for name in Settings.model_fields}
    try:
        found = Settings().model_dump()
        given = {name: value for name, value in chosen.items() if value is not None}
        return Settings.model_validate(found | given)
    except ValidationError as error:
        raise refusal(error, names) from error
