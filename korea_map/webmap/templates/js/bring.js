/* The document that a reader brings: the names in it light up and open. It stays on the page:
   nothing is stored, sent or put into a link. */
"use strict";

koreaMap.define("bring", ["dom", "i18n", "names", "spotter"], (dom, i18n, names, spotter) => {
  /* Letters up to which a text is shown whole, and what is shown about the names of a longer one. */
  const SHOWN = { most: 20000, about: 160 };
  const MARKED_AT_MOST = 500;
  const MISSING_AT_MOST = 12;
  const node = (id) => document.getElementById(id);

  /** Every name that has a place: {name, ids, documents}, documents being those that have it. */
  function every(data) {
    const known = new Map();
    for (const point of data.points.filter(({ lat }) => lat !== null)) {
      const lists = Object.values(data.plan[point.plan].lists);
      const one = known.get(point.toponym) ?? { name: point.toponym, ids: [], documents: [] };
      one.ids.push(point.id);
      one.documents.push(point.document ?? lists.find(({ id }) => id === point.list).document);
      known.set(point.toponym, one);
    }
    return [...known.values()];
  }

  /** The names against which those that were found are counted: of one document, or of all. */
  function measure(all, found) {
    const hits = all.filter(({ name }) => found.has(name));
    const first = new Set(hits.flatMap(({ documents }) => documents));
    const whole = [...first].find((document) =>
      hits.every(({ documents }) => documents.includes(document)));
    return whole ? all.filter(({ documents }) => documents.includes(whole)) : all;
  }

  function tell(key, values = {}) {
    node("bring-status").append(dom.element("span", {
      "data-t": key, "data-t-values": JSON.stringify(values),
    }, i18n.text(key, values)), " ");
  }

  function report(all, found, text) {
    const there = new Set(found.map(({ name }) => name));
    if (!there.size) {
      tell("bring.none");
      return;
    }
    const counted = measure(all, there);
    const missing = counted.filter(({ name }) => !there.has(name)).map(({ name }) => name);
    tell("bring.found", { found: there.size, count: counted.length, times: found.length });
    if (missing.length && missing.length <= MISSING_AT_MOST) {
      tell("bring.missing", { names: missing.join(", ") });
    }
    if (text.length > SHOWN.most || found.length > MARKED_AT_MOST) {
      tell("bring.part", { count: Math.min(found.length, MARKED_AT_MOST) });
    }
  }

  /** A passage of the text, its names as buttons. */
  function passage(text, [from, to], found) {
    const parts = [from > 0 ? "… " : ""];
    let at = from;
    for (const one of found.filter((other) => other.at >= from && other.at < to)) {
      parts.push(text.slice(at, one.at), names.button(one.ids, one.text));
      at = one.at + one.text.length;
    }
    parts.push(text.slice(at, to), to < text.length ? " …" : "");
    return dom.element("p", { dir: "auto" }, parts);
  }

  function clear() {
    dom.fill(node("bring-status"));
    dom.fill(node("bring-shown"));
    node("bring-shown").hidden = true;
  }

  function listen(page) {
    const given = node("bring-text");
    if (!given) return;
    let all = null;
    let search = null;
    /* A long text is kept here: in the field only its beginning is laid out, which takes a while. */
    let held = null;
    const look = () => {
      clear();
      all ??= every(page.data);
      search ??= spotter.create(all);
      const { text, found } = search.find(held ?? given.value);
      report(all, found, text);
      const marked = found.slice(0, MARKED_AT_MOST);
      dom.fill(node("bring-shown"), spotter.passages(text, marked, SHOWN)
        .map((cut) => passage(text, cut, marked)));
      node("bring-shown").hidden = text.trim() === "" || !node("bring-shown").childElementCount;
    };
    const forget = () => {
      held = null;
      given.value = "";
      clear();
    };
    node("bring-find").addEventListener("click", look);
    given.addEventListener("input", () => { held = null; });
    given.addEventListener("paste", (event) => {
      const pasted = event.clipboardData.getData("text/plain");
      if (pasted.length <= SHOWN.most) return;
      event.preventDefault();
      held = pasted;
      given.value = `${pasted.slice(0, 1000)} …`;
      look();
    });
    node("bring-clear").addEventListener("click", () => {
      forget();
      given.focus();
    });
    /* Nor is it there for who comes back to the page. */
    window.addEventListener("pagehide", forget);
  }

  return { every, listen, measure };
});
