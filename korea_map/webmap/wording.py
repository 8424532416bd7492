"""The whole wording of a page: the document's own words, and neutral ones where it has none."""

import re
from collections.abc import Iterator, Mapping, Sequence

from korea_map.dataset import Dataset
from korea_map.facts import ALL, Fact
from korea_map.languages import Catalogue, choose_language, load_messages
from korea_map.model import Plan, PlanKind
from korea_map.webmap.language import Language

NEUTRAL = "neutral."
"""How the messages begin that stand in for words of a document."""

_OF_A_PLAN = (
    "title",
    "by",
    "short",
    "radius",
    "sentence",
    "figure",
    "whatif",
    "unnamed",
    "unnamed-evidence",
)
# Texts that speak of a gap, and are left away where there is none.
_OF_A_GAP = {"doubt.unnamed": "unnamed", "doubt.unplaced": "unplaced"}


def compose(
    dataset: Dataset, messages: Catalogue, tag: str, facts: Mapping[str, Fact]
) -> dict[str, str]:
    """Return every text of a page in one language.

    Parameters
    ----------
    dataset
        The document.
    messages
        The interface in that language.
    tag
        The language.
    facts
        What the sentences may name; texts about a gap that is none are left away.

    Returns
    -------
    dict of str to str
        Texts by key, their placeholders not yet filled. What the document leaves out and no
        neutral sentence can say is not there.
    """
    own = dataset.words.get(tag, {})
    neutral = {key: text for key, text in messages.items() if key.startswith(NEUTRAL)}
    texts = {key: text for key, text in messages.items() if key not in neutral}
    for key, text in neutral.items():
        name = key.removeprefix(NEUTRAL)
        if not name.startswith(("plan.", "list.")) and name != "figure.line":
            texts[name] = text
    texts |= dict(_say_ground(dataset, messages, tag))
    texts |= dict(_say_plans(dataset, neutral, facts))
    texts |= dict(_say_lists(dataset, neutral, facts))
    texts |= {"title": dataset.document.title or dataset.document.id, **own}
    for key, count in _OF_A_GAP.items():
        if not facts[count].value:
            texts.pop(key, None)
    if dataset.second is None:
        texts.pop("coverage.coast", None)
    zoned = [plan.id for plan in dataset.plans if plan.kind is PlanKind.ZONES]
    if all(facts[f"{plan}.claimed"].value == facts[f"{plan}.named"].value for plan in zoned):
        texts.pop("coverage.named", None)
    return texts


def interface_language(tag: str) -> Language:
    """Return a language for a map without a document: the interface, and neutral sentences.

    Raises
    ------
    ChoiceError
        If there is no such language; the message names those that there are.
    """
    known = load_messages()
    tag = choose_language(tag, known)
    messages = known[tag]
    texts = {key.removeprefix(NEUTRAL): text for key, text in messages.items()}
    return Language(tag, {**texts, "title": messages["map.bare"]}, {})


def tasks_of(catalogue: Catalogue) -> Sequence[str]:
    """Return the keys of the tasks of the lesson, in the order of the document."""
    return [key for key in catalogue if key.startswith("lesson.task.")]


def answers_of(catalogue: Catalogue) -> Sequence[str]:
    """Return the keys of the answers for the teacher, in the order of the document."""
    return [key for key in catalogue if key.startswith("lesson.answer.")]


def _say_plans(
    dataset: Dataset, neutral: Catalogue, facts: Mapping[str, Fact]
) -> Iterator[tuple[str, str]]:
    for plan in dataset.plans:
        for name in _OF_A_PLAN:
            for key in _neutral_keys(plan, name, facts):
                if key in neutral:
                    text = neutral[key]
                    if name != "title":  # what the document's words call the plan, if they do
                        text = text.replace("{plan.title}", f"{{plan.{plan.id}.title}}")
                    text = re.sub(r"\{plan\.(?=\w+[},:])", f"{{{plan.id}.", text)
                    yield f"plan.{plan.id}.{name}", text
                    break


def _say_lists(
    dataset: Dataset, neutral: Catalogue, facts: Mapping[str, Fact]
) -> Iterator[tuple[str, str]]:
    """Yield what stands above the names of each list that the page tells name by name."""
    told = {plan.id for plan in dataset.told_plans}
    for one in dataset.proposals:
        if one.plan not in told:
            continue
        half = one.territory or ALL
        of_list = f"{one.plan}.{half}" if one.territory else one.plan
        gap = ".gap" if facts[f"{of_list}.unnamed"].value else ""
        text = neutral[f"{NEUTRAL}list.{'half' if one.territory else ALL}{gap}"]
        text = text.replace("{list.where", f"{{ground.{half}.within")
        yield f"plan.{one.plan}.list.{half}", text.replace("{list.", f"{{{of_list}.")


def _neutral_keys(plan: Plan, name: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Yield where a neutral text of a plan may stand, the nearest first."""
    if not facts[f"{plan.id}.claimed"].value:
        yield f"{NEUTRAL}plan.{name}.none"
    gap = facts[f"{plan.id}.named"].value != facts[f"{plan.id}.claimed"].value
    if gap:
        yield f"{NEUTRAL}plan.{name}.{plan.kind}.gap"
    yield f"{NEUTRAL}plan.{name}.{plan.kind}"
    yield f"{NEUTRAL}plan.{name}"


def _say_ground(dataset: Dataset, messages: Catalogue, tag: str) -> Iterator[tuple[str, str]]:
    own = dataset.words.get(tag, {})
    lines = []
    for feature in dataset.basemap.features:
        if feature.kind == "corner":
            continue
        name = dataset.basemap.name_of(feature.id, tag)
        label = own.get(f"ground.{feature.id}.name", name.name)
        yield f"ground.{feature.id}.name", label
        yield f"ground.{feature.id}.within", name.within or label
        yield f"ground.{feature.id}.of", name.of or label
        yield f"ground.{feature.id}.legend", label
        yield f"ground.{feature.id}.label", label
        if feature.kind == "line":
            style = messages[f"line.{feature.style}"]
            pattern = messages[f"{NEUTRAL}figure.line"]
            lines.append(pattern.replace("{style}", style).replace("{name}", label))
    if lines:
        yield "figure.lines", " ".join(lines)
