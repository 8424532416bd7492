"""Requests that are refused: a sentence, and the status that goes with it."""

import json
from typing import Any, Final

from korea_map.errors import KoreaMapError, shown

BAD: Final = 400
NOT_FOUND: Final = 404
TOO_SLOW: Final = 408
TOO_LARGE: Final = 413
LONG_HEAD: Final = 431
BUSY: Final = 503


class RefusedError(KoreaMapError):
    """A request that is not answered; the message says why and what to do.

    Parameters
    ----------
    status
        Of HTTP.
    message
        The sentence.
    """

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle with the status."""
        return type(self), (self.status, str(self)), self.__dict__


def as_record(text: str) -> dict[str, str]:
    """Return a refusal as what is sent holds it.

    Examples
    --------
    >>> as_record("send GET or POST")
    {'status': 'error', 'message': 'send GET or POST'}
    """
    return {"status": "error", "message": text}


def told(value: object) -> str:
    """Return how a message shows a value that came as JSON: of lists and objects only that.

    Examples
    --------
    >>> told("castle"), told(None), told([[[]]])
    ("'castle'", 'null', 'a list')
    """
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else shown(value)


def read_json(text: str, what: str) -> Any:
    """Return what a parameter holds as JSON.

    Parameters
    ----------
    text
        The JSON.
    what
        What the message calls it.

    Raises
    ------
    RefusedError
        It is none, or nested beyond all measure.

    Examples
    --------
    >>> read_json('{"q0": {}}', "queries")
    {'q0': {}}
    >>> try:
    ...     read_json('{"q0": {}', "queries")
    ... except RefusedError as error:
    ...     print(error.status, error)
    400 queries is no JSON: Expecting ',' delimiter at character 10
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{what} is no JSON: {error.msg} at character {error.pos + 1}"
    except RecursionError:
        message = f"{what} is nested too deep; give what the API says"
    except ValueError:  # a whole number of more digits than Python reads
        message = f"{what} holds a number that is too long; shorten it"
    raise RefusedError(BAD, message)
