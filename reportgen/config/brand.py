"""Read the brand.yml of a configuration, without network access."""

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

# The names that brand.yml allows, with the weights that CSS gives them (CSS Fonts 4, 2.2).
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
_LEAST_WEIGHT, _GREATEST_WEIGHT = 1, 1000  # the range of CSS Fonts 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrand:
    """A brand, None if there is none or it has errors, and its diagnostics."""

    brand: Brand | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_brand(configuration: Configuration) -> LoadedBrand:
    """Return the brand of an organization.

    Only files in or below the folder of the brand file are read.
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
    problems = tuple(reader.problems)
    return LoadedBrand(brand=None if has_errors(problems) else brand, diagnostics=problems)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the system
        return False


@dataclass(slots=True)
class _Reader:
    """Convert a document to a Brand and collect diagnostics."""

    file: str
    folder: Path
    places: Mapping[KeyPath, Place]
    problems: list[Diagnostic] = field(default_factory=list)

    def read(self, document: Any) -> Brand | None:
        try:
            schema = BrandSchema.model_validate(document)
        except ValidationError as problem:
            # pydantic reports one error per alternative of a union; one per place is enough.
            self.problems += {
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
            self._report(
                "CFG081", f"expected a colour, found `{shorten(text)}`", fix, "color", role
            )
        return color or ""

    def _logo(self, logo: str | LogoSchema | None) -> dict[str, Path]:
        """Return the logo files by theme, preferring the medium size."""
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
        """Return the font family of a role; empty, with a warning, if it has no files."""
        family = face if isinstance(face, str) or face is None else face.family
        if not family:
            return ""
        font = fonts.get(family)
        if font is not None and font.source == "file" and font.files:
            return family
        where = "from this machine" if font and font.source == "system" else "from the network"
        self._report(
            "CFG084",
            f"the font `{shorten(family)}` would have to come {where}; "
            "reportgen's own font is used",
            "name its files: `source: file` and `files:`",
            "typography",
            role,
            severity=Severity.WARNING,
            note="a brief looks the same on every machine and is built without network access",
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
                self._report(
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
        """Return a file in or below the folder of the brand file, None if it may not be read."""
        root = Path(os.path.realpath(self.folder))
        plain = name.replace("\0", "")  # reported already, as an invisible character
        path = Path(os.path.realpath(root / plain)) if "://" not in name else None
        if path is not None and path.is_relative_to(root) and _is_file(path):
            return path
        if path is None:
            message = "is a network address"
        elif path.is_relative_to(root):
            message = "does not exist"
        else:
            message = "is outside its folder"
        self._report(
            "CFG082",
            f"the brand's file `{shorten(name)}` {message}",
            "put the file next to the brand file, and give its name there",
            *keys,
        )
        return None

    def _explained(self, error: ErrorDetails) -> Diagnostic:
        path: KeyPath = ()
        for part in error["loc"]:
            # pydantic's other parts name the alternative of a union that it tried.
            path = (*path, part) if (*path, part) in self.places else path
        name = str(path[-1]) if path else "brand"
        if error["type"] == "extra_forbidden":
            message, fix = (
                f"`{shorten(name)}` is not a known key of brand.yml here",
                "check its spelling",
            )
        elif error["type"] == "missing":
            missing = error["loc"][-1]
            message, fix = f"the key `{missing}` is missing", f"add `{missing}:`"
        else:
            message, fix = f"`{shorten(name)}` has a value of the wrong kind", "see the how-to"
        return Diagnostic(
            code="CFG080",
            severity=Severity.ERROR,
            message=message,
            place=self._place(*path),
            help=fix,
            note="the format is described in docs/how-to/brand.md",
        )

    def _report(
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
        if found not in self.problems:
            self.problems.append(found)

    def _place(self, *keys: str | int) -> Place:
        path: KeyPath = keys
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(file=self.file))
