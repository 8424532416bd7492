"""The chain from the characters of a place to a spelling, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpellingRule:
    """A spelling habit that is attested, and that a reconstructed form follows.

    Attributes
    ----------
    language
        Of the readings that are spelled.
    after
        The letters after which the habit holds.
    usual, written
        The letter of the tables of transcription, and the attested one.
    example
        A name that is attested with it.
    source
        Where the example stands, as `key[locus]`.
    """

    language: str
    after: str
    usual: str
    written: str
    example: str
    source: str


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
    rule
        The attested habit that the form follows where nobody has seen it; None for none.
    parts
        Spans (start, end) in `text` of what is spelled together, as many in each step of a
        chain that has them; empty where the letters of the steps do not answer to one another.

    Examples
    --------
    >>> last = explain("Suigei", "suwon")[-1]
    >>> last.text, last.system, last.irregular
    ('Suigei', 'loc', ((5, 6),))
    """

    text: str
    system: str
    cost: float = 0.0
    irregular: tuple[tuple[int, int], ...] = ()
    rule: SpellingRule | None = None
    parts: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)


class Chain(tuple[Step, ...]):
    """A derivation: steps from the characters of a place to a spelling.

    It is a tuple of `Step`, and shows as one line, irregular letters in brackets, or marked
    where HTML is shown.

    Examples
    --------
    >>> explain("Suigei", "suwon")
    水原 → Suigen → Суйген → Suige[i]
    >>> explain("Suigei", "suwon")[1].text
    'Suigen'
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return self.written("[", "]")

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return f'<p style="overflow-wrap: anywhere">{self.html}</p>'

    @property
    def html(self) -> str:
        """The line as HTML, irregular letters in `mark`."""
        return self.written("<mark>", "</mark>", escaped)

    def written(
        self, before: str, after: str, shown: Callable[[str], str] = lambda text: text
    ) -> str:
        """Return the line with something before and after each irregular part.

        Parameters
        ----------
        before, after
            What marks a part.
        shown
            How letters are written; as they are unless given.

        Examples
        --------
        >>> explain("Suigei", "suwon").written("*", "*")
        '水原 → Suigen → Суйген → Suige*i*'
        """
        return " → ".join(_marked(step, before, after, shown) for step in self)


def _marked(step: Step, before: str, after: str, shown: Callable[[str], str]) -> str:
    parts, end = [], 0
    for start, stop in sorted(step.irregular):
        parts += [shown(step.text[end:start]), before, shown(step.text[start:stop]), after]
        end = stop
    return "".join([*parts, shown(step.text[end:])])


def escaped(text: str) -> str:
    """Return a text as HTML that shows it."""
    from html import escape  # a look-up on the command line needs none

    return escape(text)
