"""A lesson that holds the page in a frame, and what a reader's hands do there."""

from dataclasses import dataclass
from html import escape

LESSON = "https://lesson.example/"
ABOVE, BELOW = 300, 2400
KINDS = ("sandboxed", "same-origin", "srcdoc")
CHARSET = '<!doctype html><meta charset="utf-8">'


@dataclass
class Host:
    """A lesson in a tab, and the page in its frame."""

    tab: object
    page: object

    def scrolled(self):
        """How far the lesson is scrolled."""
        return round(self.tab.evaluate("scrollY"))

    def view(self):
        """Where the map is: latitude, longitude and zoom, rounded."""
        return self.page.evaluate(
            """() => {
                const { map } = koreaMap.page.view;
                const { lat, lng } = map.getCenter();
                return [lat, lng, map.getZoom()].map((number) => Number(number.toFixed(2)));
            }"""
        )

    def spot(self, selector, right=0.5, down=0.5):
        """A spot of an element of the page, in pixels of the lesson's window."""
        left, top, width, height = self.page.evaluate(
            """(selector) => {
                const box = document.querySelector(selector).getBoundingClientRect();
                return [box.left, box.top, box.width, box.height];
            }""",
            selector,
        )
        frame = self.tab.locator("iframe").bounding_box()
        return frame["x"] + left + right * width, frame["y"] + top + down * height


def lesson(kind, page, query, size):
    """Return the lesson, and what lies beside it, as texts by path."""
    source = {
        "sandboxed": f'src="map.html{query}" sandbox="allow-scripts allow-downloads"',
        "same-origin": f'src="map.html{query}"',
        "srcdoc": f'srcdoc="{escape(page)}"',
    }[kind]
    frame = f'<iframe {source} title="map" width="{size[0]}" height="{size[1]}"></iframe>'
    return {
        "map.html": page,
        "": f"""<!doctype html><html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><title>Lesson</title>
            <body style="margin: 0"><div style="height: {ABOVE}px"></div>{frame}
            <div style="height: {BELOW}px"></div></body></html>""",
    }


def sandboxed(page, size):
    """Return a frame that holds a page as a text, and lets nothing of it out but its scripts."""
    width, height = size
    return (
        f'<iframe width="{width}" height="{height}" sandbox="allow-scripts"'
        f' srcdoc="{escape(page)}"></iframe>'
    )


def write_host(path, body):
    """Write a page that holds others, and say in it how it is written; gives its path.

    Where a page does not say so a browser guesses by as much of it as has come, another time less.
    """
    path.write_text(CHARSET + body, encoding="utf-8")
    return path


def says_how_it_is_written(path):
    """Whether a page names its characters where browsers look for it; XML need not."""
    return path.suffix != ".html" or b"charset=" in path.read_bytes()[:1024].lower()


def drag(tab, start, by, fingers=1):
    """Draw one finger, or more side by side, over the screen."""
    session = tab.context.new_cdp_session(tab)
    steps = 16

    def touch(kind, part):
        points = [
            {"x": start[0] + 50 * n + part * by[0], "y": start[1] + part * by[1], "id": n}
            for n in range(fingers)
        ]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    touch("touchStart", 0)
    for step in range(1, steps + 1):
        touch("touchMove", step / steps)
    touch("touchEnd", 1)
