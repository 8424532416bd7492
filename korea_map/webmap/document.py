"""The HTML document around a map."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from branca.element import Element, Figure

from korea_map.errors import KoreaMapError
from korea_map.webmap.cell import Frame, Still, draw_cell, read_frame
from korea_map.webmap.dead_html import find_dead
from korea_map.webmap.language import Language
from korea_map.webmap.policy import Sources, content_policy, find_hosts
from korea_map.webmap.templating import read_part, render
from korea_map.webmap.waiting import Turn, has_scripts, wait_for_frame, waiting_script

_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


class Verbatim(Element):
    """Text that goes into the document as it is.

    Branca reads the text of an `Element` as a template once more, so that braces in a
    name would be run; this does not.

    Parameters
    ----------
    text
        HTML, or a script among the page's.
    scripts, styles
        What stands in the script and style elements of `text`, for the policy: the page's
        own HTML is not parsed to find them.
    """

    def __init__(
        self, text: str, *, scripts: Iterable[str] = (), styles: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text
        self.scripts, self.styles = tuple(scripts), tuple(styles)

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        del kwargs
        return self.text


def put(parent: Element, name: str, text: str, *, index: int | None = None) -> None:
    """Put a text into a part of a document, in the place of what has its name there.

    It holds no script and no style; those are put by `put_scripts` and `put_styles`.
    """
    parent.add_child(Verbatim(str(text)), name=name, index=index)


def put_scripts(document: "Document", name: str, texts: Sequence[str]) -> None:
    """Put scripts among the programs of a document, an element each."""
    html = "".join(waiting_script(text, "first") for text in texts)
    document.programs.add_child(Verbatim(html, scripts=texts), name=name)


def put_styles(parent: Element, name: str, texts: Sequence[str]) -> None:
    """Put style sheets into a part of a document, an element each."""
    html = "".join(f"<style>{text}</style>\n" for text in texts)
    parent.add_child(Verbatim(html, styles=texts), name=name)


class Document(Figure):
    """The page that a map stands in.

    Parameters
    ----------
    language
        Of the words that are there before any script runs.

    Attributes
    ----------
    languages
        Tags of those that the reader's own is chosen from; none where the page has one.
    sources
        What the page may load or do beyond what it holds: policy directives with their
        values. The map sets it when it is rendered.
    hosts
        From where the page loads something, as it was rendered last.
    frame
        How a cell of a notebook shows the page.
    still
        The drawn figure, for viewers that keep the page out of a notebook.
    """

    @classmethod
    def take(cls, figure: Figure, language: Language, before: "Document | None") -> None:
        """Make a figure of branca's the document of a map that was put into it.

        It keeps its size, its title and what was added to it.

        Parameters
        ----------
        figure
            The figure.
        language
            Of the words that are there before any script runs.
        before
            The document in which the map stood; None for none.
        """
        figure.__class__ = cls
        document: Document = figure
        document._begin(language)
        if before is None:
            return
        document.still = before.still
        sized = document.height is not None or document.width != "100%"
        document.frame = before.frame
        if sized:
            document.frame = read_frame(
                panel=before.frame.panel, height=document.height, width=document.width
            )

    def _begin(self, language: Language) -> None:
        # the page has a head of its own
        self.header._children.pop("meta_http", None)
        # what follows the map, so that it need not wait for a long table or a library
        self.tail = Element()
        self.programs = Element()
        for section in (self.tail, self.programs):
            section._parent = self
        self.language = language
        self.languages: Sequence[str] = ()
        self.sources: Sources = {}
        self.hosts: list[str] = []
        self.frame = Frame()
        self.still = Still()

    def render(self, **kwargs: Any) -> str:
        """Return the HTML document, with a policy made from its own scripts and styles.

        Raises
        ------
        KoreaMapError
            If a script holds text that would end the element it stands in.
        """
        sections = [self.header, self.html, self.script, self.tail, self.programs]
        with unchanged(sections):
            given = [dict(section._children) for section in sections]
            for child in list(self._children.values()):
                child.render(**kwargs)
            for section, own in zip(sections, given, strict=True):
                _order(section, own, given_first=section is self.html)
            _check_scripts(self.script)
            parts = self._parts(**kwargs)
            ours = [
                child
                for one in sections
                for child in one._children.values()
                if isinstance(child, Verbatim)
            ]
            # what a notebook gave is looked through; of our own it is known what it holds
            given_html = "\n".join(
                child.render(**kwargs) or ""
                for section in sections
                if section is not self.script
                for child in section._children.values()
                if not isinstance(child, Verbatim)
            )
        for fault in find_dead(given_html, runs_scripts=True):
            raise KoreaMapError(f"what was added to the page holds {fault}")
        policy = content_policy(
            given_html,
            also=self.sources,
            scripts=[
                *(f"\n{parts[name]}\n" for name in ("begin", "wake", "script")),
                *(text for one in ours for text in one.scripts),
            ],
            styles=[text for one in ours for text in one.styles],
        )
        self.hosts = find_hosts(given_html)
        parts["script"] = waiting_script(f"\n{parts['script']}\n", "then")
        values = {
            "policy": policy,
            "languages": self.languages,
            "title": self.title or self.language.text("document-title"),
            "compact": self.frame.panel is False,
            **parts,
        }
        return str(render("document.html.j2", self.language, **values))

    def _parts(self, **kwargs: Any) -> dict[str, str]:
        """Return the parts of the document, in which every script but one waits."""
        heads = _render_children(self.header, "first", **kwargs)
        late = [head for head in heads if has_scripts(head)]
        return {
            "head": "".join(head for head in heads if not has_scripts(head)),
            "body": self._render_body(**kwargs),
            "tail": "".join(_render_children(self.tail, "then", **kwargs)),
            "programs": "".join([*_render_children(self.programs, "first", **kwargs), *late]),
            "script": self.script.render(**kwargs),
            "begin": read_part("begin.js"),
            "wake": read_part("wake.js"),
        }

    def _render_body(self, **kwargs: Any) -> str:
        """Return what is seen, what a notebook gave in a part of its own above the page."""
        texts = _render_children(self.html, "then", **kwargs)
        ours = [isinstance(child, Verbatim) for child in self.html._children.values()]
        given = "".join(text for text, own in zip(texts, ours, strict=True) if not own)
        page = "".join(text for text, own in zip(texts, ours, strict=True) if own)
        return f'<div class="given">{given}</div>\n{page}' if given else page

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the page in a frame that keeps to itself, for a notebook."""
        return draw_cell(self.render(**kwargs), self.language, self.frame, self.still)


@contextmanager
def unchanged(elements: Iterable[Element]) -> Iterator[None]:
    """Leave elements with the children they had; folium adds some whenever it renders."""
    before = [(element, element._children.copy()) for element in elements]
    try:
        yield
    finally:
        for element, children in before:
            element._children = children


def _order(section: Element, given: Mapping[str, Element], *, given_first: bool) -> None:
    """Put what a notebook gave before what was just rendered, or after it.

    A title goes above the map, as in any figure of branca's; styles and scripts of a notebook
    have the last word.
    """
    made = {k: v for k, v in section._children.items() if given.get(k) is not v}
    rest = {k: v for k, v in given.items() if k not in made}
    section._children = OrderedDict({**rest, **made} if given_first else {**made, **rest})


def _render_children(section: Element, turn: Turn, **kwargs: Any) -> list[str]:
    """Return the texts of a section; the scripts of the page's own wait as they are written."""
    return [
        text if isinstance(child, Verbatim) else wait_for_frame(text, turn)
        for child in section._children.values()
        for text in [child.render(**kwargs) or ""]
    ]


def _check_scripts(scripts: Element) -> None:
    for name, child in scripts._children.items():
        if found := _ENDS_SCRIPT.search(child.render()):
            raise KoreaMapError(
                f"the script of {name} holds {found[0]!r}, which would end or hide the page's "
                "scripts; take it out of the texts of that layer"
            )
