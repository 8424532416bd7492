"""Real files, spoilt: bytes put in, taken out, doubled, or put in the place of others."""

import json
import os
from copy import deepcopy

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("FUZZ", "0"))
"""How many a reader is tried with by `make fuzz`; 0 for the few of every run."""


def tried(few, **more):
    """Few examples, the same in every run; or as many as are asked for, others each time."""
    return settings(
        max_examples=EXAMPLES or few,
        derandomize=not EXAMPLES,
        deadline=None,
        suppress_health_check=[*HealthCheck],
        **more,
    )


ODD_NUMBERS = [
    "3_5", "٣٥", "NaN", "Infinity", "-Infinity", "inf", "nan", "1e999", "1e5", "-0", "+1", "0x1F",
    "9" * 400, "0." + "3" * 400, "-1", "0", "1952-02-30", "true", "null", "9" * 5000, "00", "1.",
]  # fmt: skip
ODD_SIGNS = [
    "\0", "\x1b[31m", "\u202e", "\u200b", "\u2028", "\ufeff", "\u3164", "\ufffd", "\u0378",
    "e\u0301", "\U000e0041", "\r", "\r\n", "\t", "\x85", "\xa0", "\uffff", "\U0010ffff",
]  # fmt: skip
ODD_WORDS = [
    "", " ", "'", '"', '"""', "'''", ",", ";", "=", "[", "]", "{", "}", "{{", "[[", "(", "|", "*",
    "#", "%", "@", "@misc{", "\\", "\\u202e", "\\ud800", "\\\"", "$", "{a:b}", "{unc.radius|",
    "__proto__", "constructor[1]", "key[", "[locus]", "../..", "/dev/zero", "nul", "a" * 3000,
    "[" * 3000, "{" * 3000, "a." * 3000, "\\'{", "\\foo{", "(a+)+$", "a{9999999999}", "%00", "</x>",
]  # fmt: skip
BROKEN_BYTES = [
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xfe\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
]
TOKENS = [one.encode() for one in (*ODD_NUMBERS, *ODD_SIGNS, *ODD_WORDS)] + BROKEN_BYTES

_PIECES = st.sampled_from(TOKENS) | st.binary(max_size=4) | st.text(max_size=6).map(str.encode)
_PLACES = st.floats(0, 1, allow_nan=False)
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "take", "change", "double"]), _PLACES, st.integers(0, 40), _PIECES
    ),
    min_size=1,
    max_size=4,
)


def spoilt(raw):
    """The bytes of a file with a few edits: near what marks a value, or anywhere."""
    marks = [at for at, byte in enumerate(raw) if byte in b',:="{}[]\n']

    def edit(edits):
        changed = raw
        for how, share, length, piece in edits:
            at = int(share * len(changed))
            if marks and length % 2:
                at = min(marks[int(share * (len(marks) - 1))] + 1, len(changed))
            end = at + length
            changed = (
                changed[:at]
                + {
                    "put": piece + changed[at:],
                    "take": changed[end:],
                    "change": piece + changed[end:],
                    "double": changed[at:end] * 2 + changed[end:],
                }[how]
            )
        return changed

    return _EDITS.map(edit)


_VALUES = st.sampled_from(
    [None, True, False, 0, -1, 1.5, 10**20, "", [], {}, [[]], "number", "\u202e"]
) | st.sampled_from([one for one in (*ODD_NUMBERS, *ODD_WORDS) if len(one) < 100])


def respelt(raw):
    """JSON with some of its values put in the place of others, or left out."""
    return st.lists(st.tuples(_PLACES, _VALUES, st.booleans()), min_size=1, max_size=3).map(
        lambda edits: _respell(json.loads(raw), edits)
    )


def _respell(value, edits):
    for share, other, leave_out in edits:
        places = list(_places_in(value))
        if not places:
            break
        holder, key = places[int(share * (len(places) - 1))]
        if leave_out:
            del holder[key]
        else:
            holder[key] = deepcopy(other)
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _places_in(value):
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in pairs:
        yield value, key
        if isinstance(one, dict | list):
            yield from _places_in(one)
