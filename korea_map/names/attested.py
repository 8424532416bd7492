"""Spelling habits that are attested: which letter a reconstruction shows where two would do."""

import re
from functools import cache

from korea_map.chain import SpellingRule
from korea_map.names.table_rules import engine_tables


@cache
def spelling_rules() -> tuple[SpellingRule, ...]:
    """Give every habit of `attested_cyrillic.csv`."""
    return tuple(
        SpellingRule(
            language=row["lang"],
            after=row["after"],
            usual=row["from"],
            written=row["to"],
            example=row["example"],
            source=row["source"],
        )
        for row in engine_tables().rows("attested_cyrillic")
    )


def write_as_attested(text: str, language: str) -> tuple[str, SpellingRule | None]:
    """Write a Cyrillic form that nobody has seen as the channel wrote others.

    Parameters
    ----------
    text
        As the tables of transcription give it.
    language
        Of the reading that it spells.

    Returns
    -------
    tuple
        The form with the attested letters, each in the place of one; and the habit that
        changed it, None where none did.

    Examples
    --------
    >>> write_as_attested("Гэнсю", "ja")[0]
    'Генсю'
    """
    followed = None
    for rule in spelling_rules():
        if rule.language == language:
            pattern = rf"(?<=[{re.escape(rule.after)}]){re.escape(rule.usual)}"
            text, changed = re.subn(pattern, rule.written, text, flags=re.IGNORECASE)
            followed = rule if changed else followed
    return text, followed
