"""The words of the field as types: what the tables hold, one record each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from korea_map.chain import Chain, Step, escaped
from korea_map.dates import Date

Mile = Literal["statute", "nautical"]
"""What a mile may be taken for."""

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


OFFERED = "offered"
"""What the features of a candidate say of its tier where it is of the second."""


def are_bounds(west: float, south: float, east: float, north: float) -> bool:
    """Tell whether numbers are the bounds of an area; NaN and what lies beyond are none."""
    return -180 <= west < east <= 180 and -90 <= south < north <= 90


class Certainty(StrEnum):
    """A scholar's judgement of an identification, never a percentage."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


class Status(StrEnum):
    """How far a proposal had come when its document was written.

    What is `ENDED` has no points any more: a plan that shows that none is left.
    """

    REPORTED = "reported"
    PLANNED = "planned"
    OFFERED = "offered"
    REFUSED = "refused"
    AGREED = "agreed"
    IN_FORCE = "in-force"
    ENDED = "ended"


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
    """One list of points that one document proposes, perhaps for one half of the ground.

    Attributes
    ----------
    plan
        Id that the lists of the same proposal share.
    party
        Who proposed.
    territory
        Id of the half of the ground that the list is for (see `basemap/geography.csv`);
        None where the document does not part it.
    radius, radius_unit
        As the document states them; None where it states none.
    points_claimed
        How many points the document says there are, named or not.
    teams
        How many inspection teams go with the plan as a whole.
    """

    id: str
    plan: str
    date: Date
    title: str
    party: str
    territory: str | None
    status: Status
    document: str
    radius: float | None
    radius_unit: str | None
    points_claimed: int
    teams: int | None
    citation: str
    note: str


class PlanKind(StrEnum):
    """What a plan draws around its points."""

    ZONES = "zones"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Plan:
    """How one plan stands on the page; what it proposes is in its lists.

    Attributes
    ----------
    symbol
        Mark of its points, a row of `webmap/symbols.csv`.
    style
        Number of its colours and hatch in `webmap/styles.csv`.
    """

    id: str
    kind: PlanKind
    symbol: str
    style: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a map is about.

    Attributes
    ----------
    source
        Key of the document in sources.bib.
    lang
        BCP 47 tag of the language in which its page opens unless the reader wants another.
    mile
        What a mile is taken for that the document does not specify.
    title
        For languages in which the document has no words.
    view, figure
        (west, south, east, north) in degrees that the page and the drawn figure show
        first; None to follow from the points.
    lists
        Ids of lists in the order in which the document has them; those left out follow in
        that of the page.
    """

    id: str
    source: str
    date: Date
    lang: str
    mile: Mile
    title: str | None
    view: Bounds | None
    figure: Bounds | None
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
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

    Examples
    --------
    >>> busan = load_places()["busan"]
    >>> busan
    <Place Busan 釜山 (busan)>
    >>> busan.reading_ja, [name for language, name in busan.variants if language == "ja"]
    ('Fusan', ['Fuzan'])
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

    def __repr__(self) -> str:
        return f"<Place {self.called}>"

    @property
    def called(self) -> str:
        """Title, characters if there are any, and id, as a line tells them."""
        return " ".join(filter(None, (self.title, self.hanja, f"({self.id})")))


@dataclass(frozen=True, slots=True, repr=False)
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
        What speaks for it, e.g. `{"edit": 0.2, "system": "polivanov"}`; `"tier": "offered"`
        where the place is one of places_more.csv.

    Examples
    --------
    >>> best = reconcile("Suigei")[0]
    >>> best
    <Candidate Suwon 水原 (suwon), score 91.2, match>
    >>> best.place.unit_1945, best.features["system"]
    ('京畿道 郡', 'polivanov')
    """

    place: Place
    score: float
    match: bool
    reading: str
    reading_lang: str
    derivation: tuple[Step, ...]
    features: dict[str, float | str]

    @property
    def offered(self) -> bool:
        """Whether the place is of the second tier, which is offered and never matched."""
        return self.features.get("tier") == OFFERED

    @property
    def standing(self) -> str:
        """`match`, `offered`, or nothing, as a table tells it."""
        return "match" if self.match else OFFERED if self.offered else ""

    def __repr__(self) -> str:
        match = f", {self.standing}" if self.standing else ""
        return f"<Candidate {self.place.called}, score {self.score:g}{match}>"

    def _repr_html_(self) -> str:
        match = f", {self.standing}" if self.standing else ""
        place = f"<b>{escaped(self.place.title)}</b> {escaped(self.place.hanja or '')}"
        score = f"(<code>{escaped(self.place.id)}</code>), score {self.score:g}{match}"
        return (
            f'<p style="overflow-wrap: anywhere">{place} {score}: {Chain(self.derivation).html}</p>'
        )
