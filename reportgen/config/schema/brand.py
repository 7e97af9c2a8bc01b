"""Schema of brand.yml, the format of Quarto, for the keys that a brief uses.

`meta` and `defaults` may contain anything; elsewhere unknown keys are errors.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=1000)]
Weight = int | str


class _Group(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True)


class Pair(_Group):
    """A value for light pages and one for dark pages."""

    light: Text | None = None
    dark: Text | None = None


class ImageSchema(_Group):
    """A picture with its description."""

    path: Text
    alt: str = ""


class LogoSchema(_Group):
    """Logos in three sizes."""

    images: dict[str, Text | ImageSchema] = Field(default_factory=dict)
    small: Text | Pair | None = None
    medium: Text | Pair | None = None
    large: Text | Pair | None = None


class ColorSchema(_Group):
    """A palette, and what its colours are for."""

    palette: dict[str, Text] = Field(default_factory=dict)
    foreground: Text | Pair | None = None
    background: Text | Pair | None = None
    primary: Text | Pair | None = None
    secondary: Text | Pair | None = None
    tertiary: Text | Pair | None = None
    success: Text | Pair | None = None
    info: Text | Pair | None = None
    warning: Text | Pair | None = None
    danger: Text | Pair | None = None
    light: Text | Pair | None = None
    dark: Text | Pair | None = None
    link: Text | Pair | None = None


class FontFileSchema(_Group):
    """One file of a family."""

    path: Text
    weight: Weight = 400
    style: Literal["normal", "italic", "oblique"] = "normal"


class FontSchema(_Group):
    """Where a family comes from."""

    family: Text
    source: Literal["file", "system", "google", "bunny"] = "google"
    files: list[Text | FontFileSchema] = Field(default_factory=list)
    weight: Any = None
    style: Any = None
    display: Any = None


class FaceSchema(_Group):
    """The type of one role; of its keys a brief uses the family."""

    family: Text | None = None
    size: Any = None
    weight: Any = None
    style: Any = None
    color: Any = None
    background_color: Any = Field(default=None, alias="background-color")
    line_height: Any = Field(default=None, alias="line-height")
    decoration: Any = None


class TypographySchema(_Group):
    """Fonts and roles."""

    fonts: list[FontSchema] = Field(default_factory=list)
    base: Text | FaceSchema | None = None
    headings: Text | FaceSchema | None = None
    monospace: Any = None
    monospace_inline: Any = Field(default=None, alias="monospace-inline")
    monospace_block: Any = Field(default=None, alias="monospace-block")
    link: Any = None


class BrandSchema(_Group):
    """A whole brand.yml."""

    meta: dict[str, Any] = Field(default_factory=dict)
    logo: Text | LogoSchema | None = None
    color: ColorSchema = Field(default_factory=ColorSchema)
    typography: TypographySchema = Field(default_factory=TypographySchema)
    defaults: dict[str, Any] = Field(default_factory=dict)
