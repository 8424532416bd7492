/* Words, numbers and lengths in the reader's language. */
"use strict";

koreaMap.define("i18n", ["units"], (units) => {
  const FALLBACK = "en";
  let catalogues = {};
  let language = FALLBACK;

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
    return FALLBACK;
  }

  function load(messages) {
    catalogues = messages;
  }

  function use(tag) {
    language = choose([tag]);
  }

  function current() {
    return language;
  }

  function raw(key) {
    return catalogues[language][key] ?? catalogues[FALLBACK][key];
  }

  /** A message with {placeholders}; `count` picks key.one, key.other … */
  function text(key, values = {}) {
    let message = raw(key);
    if (message === undefined && "count" in values) {
      const form = new Intl.PluralRules(language).select(values.count);
      message = raw(`${key}.${form}`) ?? raw(`${key}.other`);
    }
    if (message === undefined) throw new Error(`no message ${key}`);
    return message.replace(/\{(\w+)\}/g, (whole, name) => {
      if (!Object.hasOwn(values, name)) return whole;
      const value = values[name];
      return typeof value === "number" ? number(value) : value;
    });
  }

  const formats = new Map();

  /** The browser's format for numbers of a kind; making one is slow. */
  function format(least, most, style = "decimal") {
    const key = `${language} ${style} ${least} ${most}`;
    if (!formats.has(key)) {
      formats.set(key, new Intl.NumberFormat(language, {
        style, minimumFractionDigits: least, maximumFractionDigits: most,
      }));
    }
    return formats.get(key);
  }

  function number(value, digits = 0) {
    return format(0, digits).format(value);
  }

  /** A share as percent: whole, or one decimal below one percent. */
  function percent(share) {
    const digits = share > 0 && share < 0.01 ? 1 : 0;
    return format(digits, digits, "percent").format(share);
  }

  /** An area, rounded to what the method supports. */
  function area(km2) {
    const step = km2 >= 1000 ? 100 : km2 >= 100 ? 10 : 1;
    return text("unit.km2", { value: number(Math.round(km2 / step) * step) });
  }

  /** A length in a unit, in words, e.g. "30 miles". */
  function length(metres, unit, digits = 1) {
    const value = Math.round(units.inUnit(metres, unit) * 10 ** digits) / 10 ** digits;
    return text(`unit.${unit}`, { count: value, value: number(value, digits) });
  }

  function distance(km) {
    return text("unit.km.short", { value: number(km, km < 10 ? 1 : 0) });
  }

  /** Degrees and hemisphere, four decimals. */
  function coordinates(lat, lon) {
    const degrees = format(2, 4);
    return text("coordinates", { lat: degrees.format(lat), lon: degrees.format(lon) });
  }

  function date(iso) {
    const calendar = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
      year: "numeric", month: "long", day: "numeric", timeZone: "UTC",
    });
    return calendar.format(new Date(`${iso}T00:00:00Z`));
  }

  return {
    area, choose, coordinates, current, date, distance, languages, length, load, number, percent,
    text, use,
  };
});
