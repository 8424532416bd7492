/* What the page says of a town: its names, in which zones it lies, how far the points are. */
"use strict";

koreaMap.define("townsaid", ["certainty", "dom", "i18n", "nearness", "settled", "symbols", "titles"], (
  certainty, dom, i18n, nearness, settled, symbols, titles,
) => {
  const { element } = dom;
  /* So many names and points are told. */
  const NAMES = 8;
  const POINTS = 5;
  const TONGUES = [
    [/\p{sc=Cyrl}/u, "ru"], [/\p{sc=Hang}/u, titles.tags.hangul], [/\p{sc=Han}/u, titles.tags.hanja],
  ];

  function span([text, lang], tag = "span") {
    return element(tag, { lang, dir: "auto" }, text);
  }

  /** Names as [text, language]: those of today, that in the reader's script first, and further ones. */
  function names(town) {
    const { further, latin, renamed, today } = town;
    const [first] = titles.today(town);
    const forms = (from) => Object.entries(titles.tags).flatMap(([column, lang]) =>
      (from[column] ?? "").split("|").filter(Boolean).map((text) => [text, lang]));
    const now = forms({ ...today, title: (renamed ? latin.slice(0, 1) : latin).join("|") })
      .sort(([a], [b]) => (b === first) - (a === first));
    const then = [...forms({ ...town, title: latin.join("|") }),
      ...further.map((text) => [text, TONGUES.find(([script]) => script.test(text))?.[1]])]
      .filter(([text]) => !now.some(([one]) => one === text));
    return [now, then.slice(0, Math.max(0, NAMES - now.length))];
  }

  /** A town in a list: its name, and two more that tell it from its namesakes. */
  function option(town) {
    const [[first, ...others]] = names(town);
    const more = others.filter(([, lang]) => lang && lang !== first[1]).slice(0, 2);
    return [span(first, "b"), ...more.flatMap((name) => [" ", span(name)])];
  }

  /** How far a point is, give or take what its place is known to; one of several may be marked. */
  function apart({ point: { tolerance_km: tolerance }, km, close }, several) {
    const one = i18n.distance(km);
    const about = tolerance
      ? i18n.text("find.aside", { one, other: `± ${i18n.distance(tolerance)}` }) : one;
    return close && several ? [about, i18n.text("find.edge")].join(i18n.text("list.join")) : about;
  }

  function button(point) {
    const today = titles.today(point);
    return element("button", {
      type: "button", class: "link-button", "data-open": point.id, "data-point": point.id,
    }, span([`${point.toponym} ${certainty.sign(point)}`.trim(), point.toponym_lang], "em"),
    today[0] === point.toponym ? null : [" ", span(today)]);
  }

  /** How a town lies to each plan: those with zones, and what else is shown. */
  function about(town, { plans, points }, { metres, show }) {
    return plans.filter(({ id }) => id in metres || show.includes(id)).map((plan) => ({
      plan, near: nearness.of(town, points.filter((point) => point.plan === plan.id), metres[plan.id]),
    })).filter(({ near }) => near.length);
  }

  /** "30 miles (48.3 km): outside every zone", and whether that is sure; nothing of a plan without zones. */
  function verdict({ plan: { id }, near }, { metres, units }) {
    if (!(id in metres)) return "";
    const one = i18n.length(metres[id], units[id]);
    const other = i18n.text("unit.km.short", { value: i18n.number(metres[id] / 1000, 1) });
    const count = near.filter(({ inside }) => inside).length;
    const told = i18n.text(count ? "find.in" : "find.out", {
      count, length: units[id] === "km" ? one : i18n.text("find.aside", { one, other }),
    });
    const edges = near.filter(({ close }) => close);
    const within = edges.filter(({ inside }) => inside).length;
    if (!edges.length) return told;
    return within && within < count ? i18n.text("find.some", { one: told, count: within })
      : i18n.text("find.close", { one: told, count: edges.length });
  }

  /** What is written of a town under its name, as nodes. */
  function body(town, data, now) {
    const [[, ...others], then] = names(town);
    const row = (some) => some.flatMap((name, index) => [index ? " · " : "", span(name)]);
    return [
      element("p", { class: "forms" }, row(others)),
      then.length ? element("p", { class: "forms" }, i18n.text("find.names"), " ", row(then)) : null,
      element("ul", {}, about(town, data, now).map((one) => element("li", {},
        symbols.key(one.plan.id), " ", element("b", {}, i18n.text(`plan.${one.plan.id}.short`)),
        ` ${verdict(one, now)}`, element("ul", {}, one.near.slice(0, POINTS).map((near) =>
          element("li", {}, button(near.point), ` ${apart(near, one.near.length > 1)}`)))))),
      element("p", { class: "aside" },
        town.kind ? [i18n.text("find.area"), " "] : null,
        settled.tell(data.settled, now.metres)),
    ];
  }

  return { about, body, option };
});
