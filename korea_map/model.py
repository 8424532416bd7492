"""The words of the field as types: what the tables hold, one record each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """A scholar's judgement of an identification, never a percentage."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


class Territory(StrEnum):
    """Which half of Korea a list of points is for."""

    NORTH = "north"
    SOUTH = "south"


class Party(StrEnum):
    """Who proposed."""

    UNC = "unc"
    KPA_CPV = "kpa-cpv"
    BOTH = "both"


class Status(StrEnum):
    """How far a proposal had come when its document was written."""

    REPORTED = "reported"
    PLANNED = "planned"
    OFFERED = "offered"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name as one list of one document writes it, with the place decided for it.

    Attributes
    ----------
    lat, lon
        WGS84 degrees; both None where the document names no place ("one airport").
    certainty
        None only where there is no identification to judge.
    rivals
        Ids in places.csv of places that a careful reader would also consider.
    """

    id: str
    document: str
    list: str
    position: int
    toponym: str
    toponym_lang: str
    place_id: str | None
    title: str | None
    hangul: str | None
    hanja: str | None
    reading: str | None
    reading_lang: str | None
    lat: float | None
    lon: float | None
    geo_source: str | None
    geo_id: str | None
    location_tolerance_km: float | None
    certainty: Certainty | None
    evidence: str
    rivals: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One list of points that one document proposes for one half of Korea.

    Attributes
    ----------
    plan
        Id that the northern and southern list of the same proposal share.
    radius, radius_unit
        As the document states them; None where it states none.
    points_claimed
        How many points the document says there are, named or not.
    teams
        How many inspection teams go with the plan as a whole.
    """

    id: str
    plan: str
    date: date
    title: str
    party: Party
    territory: Territory
    status: Status
    document: str
    radius: float | None
    radius_unit: str | None
    points_claimed: int
    teams: int | None
    citation: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of Korea around 1945 among which a name is looked up.

    Attributes
    ----------
    title, title_mr
        Today's Latin name (Revised Romanization in the South, GeoNames' form in the
        North), and the McCune-Reischauer form.
    hanja
        Traditional characters as used around 1945; None for names without any.
    reading_ja
        Japanese reading in Hepburn with macrons, as attested around 1945.
    reading_zh
        Hanyu Pinyin without tone marks.
    variants
        Further names with their language, (`"ja"`, `"Fuzan"`): older spellings,
        exonyms, other readings.
    country
        ISO 3166-1 alpha-2 today: KP, KR (CN, RU for places beyond the border).
    """

    id: str
    title: str
    title_mr: str
    hangul: str | None
    hanja: str | None
    reading_ja: str | None
    reading_zh: str | None
    variants: tuple[tuple[str, str], ...]
    feature_class: str
    feature_code: str
    unit_1945: str | None
    country: str
    lat: float
    lon: float
    geo_source: str
    geo_id: str | None
    citation: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a derivation, e.g. reading -> Cyrillic.

    Attributes
    ----------
    text
        The name at this stage.
    system
        Table that led here: `hanja`, `ja`, `ko`, `zh`, `polivanov`, `loc` ...
    cost
        Sum of the costs of the irregular letters of this step; 0 where regular.
    irregular
        Spans (start, end) in `text` that no rule gives, for marking.
    """

    text: str
    system: str
    cost: float = 0.0
    irregular: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a spelling may mean, with the chain that leads to it.

    Attributes
    ----------
    score
        0 to 100, falling from candidate to candidate; 100 where every letter is regular
        and the place is a city, a little less for places that documents name less often.
    match
        True only where this candidate is good and clear of the next.
    derivation
        The chain from the characters to the spelling.
    features
        What speaks for it, e.g. `{"edit": 0.2, "system": "polivanov"}`.
    """

    place: Place
    score: float
    match: bool
    reading: str
    reading_lang: str
    derivation: tuple[Step, ...]
    features: dict[str, float | str]
