"""Readings made by hand, for tests of what comes of one: the names are where the test says."""

from functools import cache

from korea_map.names import Reconciler
from korea_map.reading import Mention, Reading


@cache
def candidates(name):
    return tuple(Reconciler.of_folder().candidates(name))


def reading_of(text, *spellings, lemmas=None, why=("said by the test",), file="letter.txt"):
    """Read a text in which these spellings are names, each where it stands next."""
    mentions, end = [], 0
    for spelling in spellings:
        start = text.index(spelling, end)
        end = start + len(spelling)
        lemma = (lemmas or {}).get(spelling, spelling)
        found = candidates(lemma)
        mentions.append(Mention(start, len(spelling), spelling, lemma, found, why))
    return Reading(mentions, text, file=file)


LETTER = "From Fusan by rail to Taiden.\n\nThen to Chongju, and back to Fusan."
NAMES = ("Fusan", "Taiden", "Chongju", "Fusan")


def letter():
    """A letter with four names: two of one place, and one that letters leave in doubt."""
    return reading_of(LETTER, *NAMES)
