/* Words, numbers and lengths in the reader's language. */
"use strict";

koreaMap.define("i18n", ["sentences", "units"], (sentences, units) => {
  /* Decimals that a number in a sentence may have. */
  const DIGITS = 3;
  /* The least that one decimal of a percent can tell, and from where shares have none. */
  const [LEAST_SHARE, SMALL_SHARE] = [0.001, 0.01];
  /* As the build writes them: the digits of the tables and links, in every language. */
  const DIGITS_IN = "latn";
  const { kept, plain } = sentences;
  let catalogues = {};
  let language = "";
  let fallback = "";
  let locale = "";
  let find = () => undefined;

  function languages() {
    return Object.keys(catalogues);
  }

  /** The first wanted language that has a catalogue, by its tag or the longest head of it. */
  function choose(wanted) {
    const there = new Map(languages().map((tag) => [tag.toLowerCase(), tag]));
    for (const tag of wanted) {
      const parts = String(tag).toLowerCase().split("-");
      for (; parts.length; parts.pop()) {
        const found = there.get(parts.join("-"));
        if (found !== undefined) return found;
      }
    }
    return fallback;
  }

  function use(tag) {
    language = choose([tag]);
    locale = (catalogues[language].locale ?? language).split("-x-")[0];
  }

  /** Take catalogues by tag; `first` is the one for readers of any other language. */
  function load(messages, first = Object.keys(messages)[0]) {
    catalogues = messages;
    fallback = first;
    use(first);
  }

  /** Where the facts of the document are found: `lookUp(name)` gives [kind, value, unit]. */
  function know(lookUp) {
    find = lookUp;
  }

  const current = () => language;

  function has(key) {
    return Object.hasOwn(catalogues[language], key);
  }

  function raw(key) {
    return catalogues[language][key] ?? catalogues[fallback][key];
  }

  /* A message with its {placeholders} filled by values, facts or other messages: as it is read,
     and for `dom.rich` with the stars about words of the document. */
  const text = (key, values) => plain(marked(key, values));

  function marked(key, values = {}) {
    const message = raw(key);
    if (message === undefined) throw new Error(`no message ${key}`);
    const given = (name) => Object.hasOwn(values, name);
    return sentences.fill(message, (name, form) => {
      if (given(name)) {
        return typeof values[name] === "number" ? number(values[name], DIGITS) : kept(String(values[name]));
      }
      const fact = find(name);
      if (fact) return kept(write(fact, form));
      return raw(name) === undefined ? `{${name}}` : marked(name, values);
    }, (name) => {
      const value = given(name) ? values[name] : find(name)?.[1];
      return typeof value === "number" ? new Intl.PluralRules(locale).select(value) : "other";
    });
  }

  /** A fact of the document in words and figures. */
  function write([kind, value, unit], form) {
    if (value === null) return "…";
    if (kind === "date") return date(value, form);
    if (kind === "share") return percent(value);
    if (kind === "area") return area(value);
    if (kind === "shares") return sharesApart(value);
    if (kind === "areas") return text("unit.km2", { value: apart(...value.map((km2) => rounded(km2, 1))) });
    if (kind === "length" || kind === "reach") {
      const written = form ? inWords(value, "number") : number(value, DIGITS);
      return text(`unit.${unit}`, { count: value, value: written });
    }
    if (kind === "text") return value;
    return form ? inWords(value, form === "words" ? "number" : form) : number(value, DIGITS);
  }

  /** A number in words, or in figures where the language has no word for it. */
  function inWords(value, table) {
    return catalogues[language][`${table}.${value}`] ?? number(value, DIGITS);
  }

  const formats = new Map();

  /** The browser's format for numbers of a kind; making one is slow. */
  function format(least, most, style = "decimal") {
    const key = `${locale} ${style} ${least} ${most}`;
    if (!formats.has(key)) {
      formats.set(key, new Intl.NumberFormat(locale, {
        style, minimumFractionDigits: least, maximumFractionDigits: most,
        numberingSystem: DIGITS_IN, useGrouping: "always",
      }));
    }
    return formats.get(key);
  }

  function number(value, digits = 0) {
    return format(0, digits).format(value);
  }

  /** A share as percent: whole, or one decimal below one percent; or under the least of it. */
  function percent(share) {
    if (share > 0 && share < LEAST_SHARE / 2) {
      return text("share.under", { share: percent(LEAST_SHARE) });
    }
    return format(0, share > 0 && share < SMALL_SHARE ? 1 : 0, "percent").format(share);
  }

  /** A share as percent; below one percent, where the coast tells, as `about` so much or `near` it. */
  function roughly(share, so = "about") {
    const told = percent(share);
    const small = share >= LEAST_SHARE / 2 && share < SMALL_SHARE - LEAST_SHARE / 2;
    return small ? text(`share.${so}`, { share: told }) : told;
  }

  /** Two figures as one, their sign said once; one where both are told the same. */
  function apart(low, high) {
    if (low === high) return low;
    return text("coverage.apart", { low: low.replace(/\D+$/, ""), high: high.replace(/^\D+/, "") });
  }

  /** Shares on two coastlines, which have a digit more than one alone. */
  function sharesApart(two) {
    const digits = two[1] < SMALL_SHARE ? 2 : 1;
    return apart(...two.map((share) => format(digits, digits, "percent").format(share)));
  }

  function rounded(km2, more) {
    const digits = String(Math.floor(km2)).length;
    const step = digits < 2 ? 1 : 10 ** Math.max(1 - more, digits - 2 - more);
    return number(Math.round(km2 / step) * step);
  }

  /** An area, rounded to what the coastline carries: as rounding.py has it. */
  function area(km2) {
    return text("unit.km2", { value: rounded(km2, 0) });
  }

  /** A length in a unit, in words, e.g. "30 miles", as finely as the sliders go. */
  function length(metres, unit) {
    const scale = 10 ** units.digits(unit);
    const value = Math.round(units.inUnit(metres, unit) * scale) / scale;
    return text(`unit.${unit}`, { count: value, value: number(value, units.digits(unit)) });
  }

  function distance(km) {
    return text("unit.km.short", { value: number(km, km < 10 ? 1 : 0) });
  }

  /** Degrees and hemisphere, four decimals. */
  function coordinates(lat, lon) {
    const degrees = format(2, 4);
    return text("coordinates", { lat: degrees.format(lat), lon: degrees.format(lon) });
  }

  /** A date as far as it is known (1951-10), or its year or month. */
  function date(iso, form = "") {
    const known = iso.split("-").length;
    const parts = known > 2 && !form ? { dateStyle: "long" } : { year: "numeric" };
    if (form !== "year" && known > 1 && !parts.dateStyle) parts.month = "long";
    const calendar = new Intl.DateTimeFormat(locale, {
      ...parts, calendar: "gregory", numberingSystem: DIGITS_IN, timeZone: "UTC",
    });
    return calendar.format(new Date(iso));
  }

  /** What a language is called in the present one; its tag where there is no name. */
  function languageName(tag) {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag.split("-x-")[0].split("-")[0]);
  }

  /** ISO 15924 code of the script of the language. */
  const script = () => new Intl.Locale(locale).maximize().script;

  return {
    area, choose, coordinates, current, date, distance, has, kept, know, languageName, languages,
    length, load, marked, number, percent, plain, roughly, script, sharesApart, text, use,
  };
});
