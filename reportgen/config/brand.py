"""Read the brand.yml that a configuration names; nothing is fetched from anywhere."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from reportgen.config.brand_colors import read_color
from reportgen.config.naming import nearest, shorten
from reportgen.config.schema.brand import (
    BrandSchema,
    ColorSchema,
    FontFileSchema,
    ImageSchema,
    LogoSchema,
    Pair,
)
from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import Diagnostic, Place, Severity, has_errors
from reportgen.limits import limits
from reportgen.model.brand import Brand, BrandFont, LightDark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from reportgen.config.schema.brand import FaceSchema, FontSchema
    from reportgen.model.configuration import Configuration, KeyPath

_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "black": 900,
}
_LEAST_WEIGHT, _GREATEST_WEIGHT = 1, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrand:
    """A brand, None where there is none or it has errors, and everything to say about it."""

    brand: Brand | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_brand(configuration: Configuration) -> LoadedBrand:
    """Return the brand of an organization.

    Its files are read only from the folder of the brand file and below.
    """
    name = configuration.organization.brand
    path = configuration.files.get(name) if name else None
    if name is None or path is None:
        return LoadedBrand(brand=None)
    with path.open("rb") as stream:
        document = load_yaml(stream.read(limits().yaml_bytes + 1), name)
    if document.value is None:
        return LoadedBrand(brand=None, diagnostics=document.diagnostics)
    reader = _Reader(name, path.parent, document.places, list(document.diagnostics))
    brand = reader.read(document.value)
    told = tuple(reader.told)
    return LoadedBrand(brand=None if has_errors(told) else brand, diagnostics=told)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the system
        return False


@dataclass(slots=True)
class _Reader:
    """Turns a document into a Brand, and keeps what there is to say."""

    file: str
    folder: Path
    places: Mapping[KeyPath, Place]
    told: list[Diagnostic] = field(default_factory=list)

    def read(self, document: Any) -> Brand | None:
        try:
            schema = BrandSchema.model_validate(document)
        except ValidationError as problem:
            # A value that may be of two kinds is complained about twice.
            self.told += {
                item.place: item for item in map(self._explained, problem.errors())
            }.values()
            return None
        logo = self._logo(schema.logo)
        families = {item.family: item for item in schema.typography.fonts}
        return Brand(
            file=self.file,
            colors=self._colors(schema.color),
            base=self._family(schema.typography.base, families, "base"),
            headings=self._family(schema.typography.headings, families, "headings"),
            fonts=tuple(
                font
                for number, item in enumerate(schema.typography.fonts)
                for font in self._fonts(item, number)
            ),
            logo_light=logo.get("light"),
            logo_dark=logo.get("dark"),
        )

    def _colors(self, schema: ColorSchema) -> dict[str, LightDark]:
        found = {}
        for role in ColorSchema.model_fields:
            value = getattr(schema, role)
            if role == "palette" or value is None:
                continue
            pair = value if isinstance(value, Pair) else Pair(light=value)
            found[role] = LightDark(
                **{
                    theme: self._color(text, schema.palette, role)
                    for theme, text in (("light", pair.light), ("dark", pair.dark))
                    if text is not None
                }
            )
        return found

    def _color(self, text: str, palette: Mapping[str, str], role: str) -> str:
        color = read_color(text, palette)
        if color is None:
            names = nearest(text, palette)
            fix = f"did you mean `{names}`?" if names else "write it as `#1A2B3C`"
            self._tell("CFG081", f"expected a colour, found `{shorten(text)}`", fix, "color", role)
        return color or ""

    def _logo(self, logo: str | LogoSchema | None) -> dict[str, Path]:
        """Return the files of the logo by theme; the medium one where there are several."""
        if logo is None:
            return {}
        if isinstance(logo, str):
            logo = LogoSchema(medium=logo)
        chosen = logo.medium or logo.small or logo.large
        if chosen is None:
            return {}
        pair = chosen if isinstance(chosen, Pair) else Pair(light=chosen)
        found: dict[str, Path] = {}
        for theme, name in (("light", pair.light), ("dark", pair.dark)):
            if name is not None:
                image = logo.images.get(name, name)
                named = image.path if isinstance(image, ImageSchema) else image
                path = self._path(named, "logo")
                found |= {theme: path} if path is not None else {}
        return found

    def _family(
        self, face: str | FaceSchema | None, fonts: Mapping[str, FontSchema], role: str
    ) -> str:
        """Return a role's family where its files are there, empty where another must do."""
        family = face if isinstance(face, str) or face is None else face.family
        if not family:
            return ""
        font = fonts.get(family)
        if font is not None and font.source == "file" and font.files:
            return family
        where = "from this machine" if font and font.source == "system" else "from the network"
        self._tell(
            "CFG084",
            f"the font `{shorten(family)}` would have to come {where}; reportgen's own is used",
            "name its files: `source: file` and `files:`",
            "typography",
            role,
            severity=Severity.WARNING,
            note="a brief looks the same on every machine, and nothing is fetched to make it",
        )
        return ""

    def _fonts(self, font: FontSchema, number: int) -> list[BrandFont]:
        if font.source != "file":
            return []
        found = []
        for item in font.files:
            file = item if isinstance(item, FontFileSchema) else FontFileSchema(path=item)
            path = self._path(file.path, "typography", "fonts", number)
            weight = _WEIGHTS.get(str(file.weight).lower(), file.weight)
            if not str(weight).isdecimal() or not (
                _LEAST_WEIGHT <= int(weight) <= _GREATEST_WEIGHT
            ):
                fix = "give a number from 100 to 900, or a name such as `bold`"
                self._tell(
                    "CFG080",
                    f"expected a weight, found `{shorten(str(weight))}`",
                    fix,
                    "typography",
                    "fonts",
                    number,
                )
            elif path is not None:
                found.append(
                    BrandFont(
                        family=font.family,
                        path=path,
                        weight=int(weight),
                        is_italic=file.style != "normal",
                    )
                )
        return found

    def _path(self, name: str, *keys: str | int) -> Path | None:
        """Return a file beside the brand file, None where it may not be read."""
        root = Path(os.path.realpath(self.folder))
        plain = name.replace("\0", "")  # told already, as a character that can't be printed
        path = Path(os.path.realpath(root / plain)) if "://" not in name else None
        if path is not None and path.is_relative_to(root) and _is_file(path):
            return path
        if path is None:
            message = "lies in the network"
        elif path.is_relative_to(root):
            message = "is not there"
        else:
            message = "lies outside its folder"
        self._tell(
            "CFG082",
            f"the brand's file `{shorten(name)}` {message}",
            "put the file beside the brand file, and name it there",
            *keys,
        )
        return None

    def _explained(self, error: ErrorDetails) -> Diagnostic:
        path: KeyPath = ()
        for part in error["loc"]:
            # Other parts say which of several kinds of value was tried.
            path = (*path, part) if (*path, part) in self.places else path
        name = str(path[-1]) if path else "brand"
        if error["type"] == "extra_forbidden":
            message, fix = f"`{shorten(name)}` is no key of brand.yml here", "check its spelling"
        elif error["type"] == "missing":
            missing = error["loc"][-1]
            message, fix = f"the key `{missing}` is missing", f"add `{missing}:`"
        else:
            message, fix = f"`{shorten(name)}` holds another kind of value", "see the how-to"
        return Diagnostic(
            code="CFG080",
            severity=Severity.ERROR,
            message=message,
            place=self._place(*path),
            help=fix,
            note="the format is described in docs/how-to/brand.md",
        )

    def _tell(
        self,
        code: str,
        message: str,
        fix: str,
        *keys: str | int,
        severity: Severity = Severity.ERROR,
        note: str = "",
    ) -> None:
        place = self._place(*keys)
        found = Diagnostic(
            code=code, severity=severity, message=message, place=place, help=fix, note=note
        )
        if found not in self.told:
            self.told.append(found)

    def _place(self, *keys: str | int) -> Place:
        path: KeyPath = keys
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(file=self.file))
