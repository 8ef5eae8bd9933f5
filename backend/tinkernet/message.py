"""The base of everything that is said between browser, server and workers."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """A frozen, strict model: unknown fields, NaN and Infinity are refused at the border."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
        json_schema_serialization_defaults_required=True,
    )
