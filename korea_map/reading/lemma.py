"""The form of a name that a dictionary has: the nominative of a Russian one."""

from typing import Final

from rapidfuzz.distance import Levenshtein

from korea_map.errors import SpellingError
from korea_map.model import Candidate
from korea_map.names.cases import nominatives
from korea_map.names.letters import CYRILLIC
from korea_map.names.own_names import marked
from korea_map.names.query import Query, read_query

_SLIPS: Final = "slips"
"""The step from how a name is rightly spelt to how it is."""


def lemma_of(name: str, meant: Candidate) -> str:
    """Give a name of a text in the nominative, by what the place that it means is called.

    Parameters
    ----------
    name
        As it is looked up.
    meant
        The place, with the chain that leads to the name.

    Examples
    --------
    >>> from korea_map import reconcile
    >>> lemma_of("Пхеньяна", reconcile("Пхеньяна")[0])
    'Пхеньян'
    >>> lemma_of("Тайкю", reconcile("Тайкю")[0])
    'Тайкю'
    """
    try:
        query = read_query(name)
    except SpellingError:
        # several names in one, in several scripts
        return name
    *_, last = meant.derivation
    if query.script != CYRILLIC or last.system != _SLIPS or len(meant.derivation) < 2:
        return name
    regular = marked(meant.derivation[-2].text)[0]
    forms = [query, *nominatives(query)]
    best = min(forms, key=lambda form: Levenshtein.distance(form.letters, regular))
    return _written(name, query, best)


def _written(name: str, query: Query, form: Query) -> str:
    """Write a form of a name with the capitals and hyphens of the name."""
    if form is query:
        return name
    kept = len(query.letters) - len(form.declined)
    return name[: query.places[kept - 1] + 1] + form.letters[kept:]
