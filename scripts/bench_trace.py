"""What a trace of Chromium says of a page's loading, in CPU time of its main thread.

A trace holds events of all threads. Those of a renderer's main thread carry two clocks: `ts`
is the wall, `tts` the time that the thread has been running, which other work on the
machine does not touch. Both are in microseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# devtools.timeline: loading and frames; benchmark: commits; blink.user_timing: marks of a page.
CATEGORIES: Final = ("devtools.timeline", "benchmark", "blink.user_timing", "__metadata")

_LOAD: Final = "CommitLoad"
_FRAME: Final = "FireAnimationFrame"
_COMMIT: Final = "ProxyMain::BeginMainFrame::commit"

# What takes a while, or none; events of other phases tie one thing to another.
_SPANS: Final = ("X", "I")

Event = Mapping[str, Any]


@dataclass(frozen=True)
class Loading:
    """The main thread of a page from the moment at which it got its document.

    Attributes
    ----------
    events
        Those of the thread, in order of time.
    start
        The event at which the document of the page begins.
    """

    events: Sequence[Event]
    start: Event

    def commit_ms(self, mark: str) -> float | None:
        """Return the CPU time until the frame of a mark is handed to the compositor.

        A mark is set in an animation frame, before layout and paint; the first commit after
        it hands over what was in the document then.
        """
        set_at = self._find_mark(mark)
        if set_at is None:
            return None
        for number, event in enumerate(self.events):
            if event["name"] == _COMMIT and event["ph"] in _SPANS and event["ts"] >= set_at:
                return self._clock_at(number, event.get("tdur", 0))
        return None

    def frame_ms(self, mark: str) -> float | None:
        """Return the CPU time until the animation frame begins in which a mark is set."""
        set_at = self._find_mark(mark)
        if set_at is None:
            return None
        for number, event in enumerate(self.events):
            starts = event["ts"]
            if event["name"] == _FRAME and starts <= set_at <= starts + event.get("dur", 0):
                return self._clock_at(number)
        return None

    def total_ms(self) -> float:
        """Return the CPU time until the last event of the trace ends."""
        return self._since_start(
            max(event["tts"] + event.get("tdur", 0) for event in self.events if "tts" in event)
        )

    def _find_mark(self, mark: str) -> int | None:
        times = (
            event["ts"]
            for event in self.events
            if event["name"] == mark and "blink.user_timing" in event["cat"]
        )
        return next(times, None)

    def _clock_at(self, number: int, more: float = 0) -> float | None:
        """Return the CPU time at an event: its own, or where it has none that of the next."""
        for event in self.events[number:]:
            if "tts" in event:
                return self._since_start(event["tts"] + more)
        return None

    def _since_start(self, tts: float) -> float:
        return (tts - float(self.start["tts"])) / 1000


def find_loading(trace: Iterable[Event], url: str) -> Loading:
    """Find the main thread that loads a page, and the moment at which it gets the document.

    Raises
    ------
    LookupError
        If the trace holds no loading of that address.
    """
    events = sorted((one for one in trace if "ts" in one), key=lambda one: one["ts"])
    for event in events:
        data = event.get("args", {}).get("data", {})
        if event["name"] == _LOAD and data.get("url") == url and "tts" in event:
            thread = (event["pid"], event["tid"])
            return Loading(
                [
                    one
                    for one in events
                    if (one["pid"], one["tid"]) == thread and one["ts"] >= event["ts"]
                ],
                event,
            )
    raise LookupError(f"the trace holds no loading of {url}")
