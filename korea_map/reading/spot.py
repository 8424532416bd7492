"""A stretch of a text that may be a name, and what stands around it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a possible name.

    Attributes
    ----------
    at
        The word before it that says that a place follows; empty for none.
    sure
        That word is said of places alone: "vicinity", not "in".
    apart
        It begins a line, or a blank is before it, where the writing sets none.
    of_kind
        A generic part that is said of settlements alone stands right behind it: 洞.
    ending
        Its own last part says its kind: Ho-san.
    article
        "The" stands before it, as before rivers and ranges, not before towns.
    kind, kind_word
        The GeoNames class that a word beside it says, and the word; empty for none.
    person, unit, bearer
        A title before it; what is called after a place behind it, which is named too; what only
        bears its name: a ship, a street.
    loud, loan
        In the text most words have a capital; it is of kana that write every foreign word.
    several
        It is several words, syllables of a name or those of a person's.
    beside
        Another word with a capital, which is no name of a place, stands next to it.
    initial
        It begins a sentence, so that its capital says nothing.
    common
        The text has the word without a capital as well.
    shared
        A place elsewhere has the name too, in the same characters.
    """

    at: str = ""
    sure: bool = False
    apart: bool = False
    of_kind: bool = False
    ending: bool = False
    article: bool = False
    kind: str = ""
    kind_word: str = ""
    person: bool = False
    unit: bool = False
    bearer: bool = False
    loud: bool = False
    loan: bool = False
    several: bool = False
    beside: bool = False
    initial: bool = False
    common: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name may stand.

    Attributes
    ----------
    start, end
        The span in the text.
    name
        As it is looked up.
    around
        What stands around it.
    parts
        Spots of its parts, where hyphens may link several names.
    joined
        The same with the word after it, where a scan may have split one name in two.
    wider
        The same with the direction before it, as provinces have one: South Pyongan.
    kept
        The name without the word of its kind, for what is known by that alone.
    """

    start: int
    end: int
    name: str
    around: Around
    parts: tuple["Spot", ...] = ()
    joined: "Spot | None" = None
    kept: str = ""
    wider: "Spot | None" = None
