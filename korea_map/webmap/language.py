"""Words, numbers and units in one language, as the page writes them before any script runs.

The page itself does this again in the reader's language (`templates/js/i18n.js`); the
tests hold the two against each other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from korea_map.dates import Date, PartialDate, begins
from korea_map.facts import Fact, Kind
from korea_map.geodesy import find_unit
from korea_map.model import Certainty
from korea_map.rounding import (
    LEAST_KM2,
    SMALL_SHARE,
    apart_digits,
    is_apart,
    round_apart,
    round_area,
    round_half_up,
    round_share,
)
from korea_map.sentences import Value, fill
from korea_map.spans import Span

DIGITS = 3
"""Decimals that a number in a sentence may have."""

_LEAST_SHARE = 0.001
_SIGN_BEFORE, _SIGN_BEHIND = re.compile(r"^\D+"), re.compile(r"\D+$")

STAR = "\0"
"""A star of a value, where those of the message are mark-up: no text holds this character."""

NAME_TAGS: Mapping[str, str] = MappingProxyType(
    {"title": "ko-Latn", "hangul": "ko", "hanja": "ko-Hani"}
)
"""The language and script of the names of the ground, by the column that they stand in."""

Catalogue = Mapping[str, str]


@dataclass(frozen=True)
class Language:
    """One language of a page.

    Attributes
    ----------
    tag
        BCP 47.
    catalogue
        Every text of the page by key: the interface's and the document's.
    facts
        What the sentences may name.
    """

    tag: str
    catalogue: Catalogue
    facts: Mapping[str, Fact]

    @cached_property
    def locale(self) -> Locale:
        """Whose numbers, dates and plurals are written."""
        return Locale.parse(self.catalogue.get("locale", self.tag).partition("-x-")[0], sep="-")

    @cached_property
    def script(self) -> str:
        """ISO 15924 code of the script, e.g. Latn; by CLDR's likely subtags."""
        if self.locale.script:
            return str(self.locale.script)
        likely = get_global("likely_subtags")
        for key in (f"{self.locale.language}_{self.locale.territory}", self.locale.language):
            parts = str(likely.get(key, "")).split("_")
            if len(parts) > 1 and len(parts[1]) == 4:
                return parts[1]
        return "Latn"

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.catalogue

    def sign(self, certainty: Certainty | None) -> str:
        """Return what stands after a name whose identification is in doubt; nothing otherwise."""
        key = f"certainty.{certainty}.sign"
        return self.text(key) if self.has(key) else ""

    def text(self, key: str, /, **values: object) -> str:
        """Return a text with its placeholders filled; the stars of its mark-up are left in it.

        Parameters
        ----------
        key
            Of the catalogue.
        values
            What placeholders stand for that are no facts; numbers are written as the
            language does.
        """
        return settle(self.marked(key, **values))

    def plain(self, key: str, /, **values: object) -> str:
        """Return a text as `text` does, without the stars that are mark-up."""
        return settle(self.marked(key, **values).replace("*", ""))

    def marked(self, key: str, /, **values: object) -> str:
        """Return a text in which every star is mark-up; those of values are `STAR`."""

        def write(part: Value) -> str:
            if part.name in values:
                value = values[part.name]
                return self.number(value) if isinstance(value, int | float) else keep(str(value))
            if part.name in self.facts:
                return keep(self.write(self.facts[part.name], part.form))
            if part.name in self.catalogue:
                return self.marked(part.name, **values)
            return f"{{{part.name}}}"

        def choose(name: str) -> str:
            number = values.get(name, self.facts[name].value if name in self.facts else None)
            return self.plural(number) if isinstance(number, int | float) else "other"

        return fill(self.catalogue[key], write, choose)

    def write(self, fact: Fact, form: str = "") -> str:
        """Return a fact in words and figures."""
        value = fact.value
        if value is None:
            return "…"
        if isinstance(value, Date):
            return self.date(value, form)
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            tell = self.shares_apart if fact.kind is Kind.SHARES else self.areas_apart
            return tell(*value)
        if fact.kind in (Kind.LENGTH, Kind.REACH):
            return self.length(value, fact.unit or "m", words=form == "words")
        if fact.kind is Kind.SHARE:
            return self.percent(value)
        if fact.kind is Kind.AREA:
            return self.area(value)
        if form:
            return self.in_words(value, "ordinal" if form == "ordinal" else "number")
        return self.number(value)

    def plural(self, number: float) -> str:
        """Return the plural category of a number, as it is written, by CLDR."""
        return str(self.locale.plural_form(round_half_up(number, DIGITS)))

    def in_words(self, number: float, table: str = "number") -> str:
        """Return a number in words, or in figures where the language has no word for it."""
        return self.catalogue.get(f"{table}.{number:g}", self.number(number))

    def number(self, value: float, digits: int = DIGITS) -> str:
        """Return a number with at most so many decimals."""
        return str(format_decimal(round_half_up(value, digits), locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share as percent: whole, or one decimal below one percent.

        What is less than that decimal can tell is said to be under the least of it.
        """
        rounded = round_share(share)
        if share > 0 and rounded == 0:
            return self.text("share.under", share=self.percent(_LEAST_SHARE))
        return self._percent(rounded)

    def _percent(self, rounded: float, decimals: int | None = None) -> str:
        pattern = None
        if decimals is not None:
            before, last, after = self.locale.percent_formats[None].pattern.rpartition("0")
            pattern = f"{before}{last}.{'0' * decimals}{after}"
        quantized = decimals is not None
        written = format_percent(
            rounded, pattern, locale=self.locale, decimal_quantization=quantized
        )
        # Babel writes a bare sign, where Arabic and Persian have marks of direction about it
        return str(written).replace("%", self.locale.number_symbols["latn"]["percentSign"])

    def roughly(self, share: float, so: str = "about") -> str:
        """Return a share as percent; below one percent, where the coast tells, as being about.

        `near` says it with a sign, for a figure that stands by itself.
        """
        written = self.percent(share)
        small = 0 < round_share(share) < SMALL_SHARE
        return self.text(f"share.{so}", share=written) if small else written

    def shares_apart(self, low: float, high: float) -> str:
        """Return shares on two coastlines: 58.7–59.1%; one where both are told the same."""
        decimals = apart_digits(high) - 2
        one, other = (self._percent(share, decimals) for share in round_apart(low, high))
        return self._apart(one, other)

    def areas_apart(self, low: float, high: float) -> str:
        """Return areas on two coastlines: 11,900–12,000 km²; one where both are told the same."""
        one, other = (self.number(round_area(km2, more=1)) for km2 in (low, high))
        return self.text("unit.km2", value=self._apart(one, other))

    def _apart(self, low: str, high: str) -> str:
        """Return two figures as one, their sign said once."""
        if low == high:
            return low
        first, last = _SIGN_BEHIND.sub("", low), _SIGN_BEFORE.sub("", high)
        return self.text("coverage.apart", low=first, high=last)

    def apart(self, two: tuple[float, float] | None, *, small: bool = True) -> str:
        """Return a share on two coastlines, to stand behind the one that is told.

        Empty where it is the same on both, and where only small ones are asked for.
        """
        if two is None or not is_apart(two, small=small):
            return ""
        return self.text("coverage.coasts", figures=self.shares_apart(*two))

    def span(self, of_side: Span, so: str = "about") -> str:
        """Return how much at least and at most; one figure where both are told the same."""
        least, most = self.percent(of_side.least), self.percent(of_side.most)
        told = self.roughly(of_side.least, so)
        return told if least == most else self.text("coverage.range", least=told, most=most)

    def shares(self, of_sides: Mapping[str, Span]) -> str:
        """Return shares of the land of each side as a line: South 59%, North 24% to at most 72%.

        With the condition under which the most holds, where it is more than the least.
        """
        line = self.figures(of_sides)
        return self.text("coverage.if", figures=line) if self._is_open(of_sides) else line

    def figures(self, of_sides: Mapping[str, Span]) -> str:
        """Return the same without its condition, which `condition` gives."""
        return self._line({side: self.span(one, "near") for side, one in of_sides.items()})

    def condition(self, of_sides: Mapping[str, Span]) -> str:
        """Return the condition under which the most of `figures` holds; empty without a most."""
        return self.text("coverage.condition") if self._is_open(of_sides) else ""

    def alone(self, of_sides: Mapping[str, Span]) -> str:
        """Return shares with the certain names alone as a line; empty where all are certain."""
        certain = {side: one.certain for side, one in of_sides.items()}
        told = {side: self.percent(share) for side, share in certain.items() if share is not None}
        return self.text("coverage.certain", figures=self._line(told)) if told else ""

    def most(self, of_side: Span) -> str:
        """Return the most, to stand behind the least; empty where both are told the same."""
        if not self._is_open({"": of_side}):
            return ""
        return self.text("coverage.most", most=self.percent(of_side.most))

    def _is_open(self, of_sides: Mapping[str, Span]) -> bool:
        return any(self.percent(one.most) != self.percent(one.least) for one in of_sides.values())

    def _line(self, of_sides: Mapping[str, str]) -> str:
        return self.text("list.join").join(
            self.text("coverage.side", side=self.side(side), share=share)
            for side, share in of_sides.items()
        )

    def side(self, side: str) -> str:
        """Return what a half of the ground is called, or all of it."""
        key = f"ground.{side}.name"
        return self.text(key) if self.has(key) else self.text("coverage.all")

    def area(self, km2: float) -> str:
        """Return an area, rounded to what the coastline carries: 12,000 km²."""
        return self.text("unit.km2", value=self.number(round_area(km2)))

    def length(self, value: float, unit: str, *, words: bool = False) -> str:
        """Return a length in a unit of `geodesy`, e.g. 30 miles or thirty miles."""
        written = self.in_words(value) if words else self.number(value)
        return self.text(f"unit.{find_unit(unit).code}", count=value, value=written)

    def distance(self, km: float) -> str:
        """Return a distance in km, with one decimal below ten."""
        return self.text("unit.km.short", value=self.number(km, 1 if km < 10 else 0))

    def date(self, day: Date, form: str = "") -> str:
        """Return a date as far as it is known, or its year or month."""
        if isinstance(day, PartialDate):
            form = "year" if day.month is None else form or "month"
        if form:
            skeleton = {"year": "y", "month": "yMMMM"}[form]
            return str(format_skeleton(skeleton, begins(day), locale=self.locale))
        return str(format_date(begins(day), "long", locale=self.locale))

    def beyond(self, areas: Mapping[str, float], lands: Sequence[str], told: Sequence[str]) -> str:
        """Return what of other lands is covered; of those `told`, too, that nothing is."""
        of = {land: self.text(f"ground.{land}.of") for land in lands}
        reached = [
            self.text("coverage.beyond.part", area=self.area(areas[land]), of=of[land])
            for land in lands
            if areas[land] >= LEAST_KM2
        ]
        parts = []
        if reached:
            listed = self.text("list.join").join(reached)
            parts.append(self.text("coverage.beyond", parts=listed))
            if self.has("coverage.meant"):
                parts.append(self.text("coverage.meant"))
        parts += [
            self.text("coverage.beyond.none", of=of[land])
            for land in lands
            if land in told and areas[land] < LEAST_KM2
        ]
        if areas.get("outside", 0) >= LEAST_KM2:
            parts.append(self.text("coverage.outside", area=self.area(areas["outside"])))
        return " ".join(parts)

    def name_of_language(self, tag: str) -> str:
        """Return what a language is called in this one; its tag where there is no name."""
        other = Locale.parse(tag.partition("-x-")[0], sep="-")
        return str(other.get_language_name(self.locale) or tag)

    def called(self, names: Mapping[str, str | None]) -> str:
        """Return the name of a place, of its `title`, `hangul` and `hanja`, for readers."""
        return self.name(names["title"], names["hangul"], names["hanja"])[0]

    def name(self, title: str | None, hangul: str | None, hanja: str | None) -> tuple[str, str]:
        """Return the name of a place in the script of this language, and the tag of that."""
        if self.script == "Kore" and hangul:
            return hangul.split("|")[0], NAME_TAGS["hangul"]
        if self.script in ("Hans", "Hant", "Hani", "Jpan") and hanja:
            return hanja.split("|")[0], NAME_TAGS["hanja"]
        return title or "", NAME_TAGS["title"]


def mark_up(message: str) -> Markup:
    """Return a marked message as HTML in which `*words*` are emphasised, all else is text."""
    parts = map(settle, message.split("*"))
    return Markup("").join(
        Markup("<em>{}</em>").format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


def keep(value: str) -> str:
    """Return a value as it stands in a marked message: its stars are letters."""
    return value.replace("*", STAR)


def settle(message: str) -> str:
    """Return a message with the stars of its values."""
    return message.replace(STAR, "*")
