/* The field that finds a town, and what it found. Nothing is opened before it is used. */
"use strict";

koreaMap.define("finder", ["combobox", "dom", "i18n", "titles", "townmark", "townnames", "towns", "townsaid"], (
  combobox, dom, i18n, titles, townmark, townnames, towns, townsaid,
) => {
  const { element } = dom;
  const OFFERED = 8;
  const FOLLOWED = ["language", "metres", "show", "units", "view"];

  function create(page) {
    const { data, nodes: { town: box }, store } = page;
    const [input, list] = ["find", "find-list"].map((id) => document.getElementById(id));
    /* What the state asks for, what it led to: {index, town, same, near}, and as it was told. */
    let asked = null;
    let found = null;
    let told = "";
    let mark = null;
    /* Where the reader had the map. */
    let left = null;

    if (!input) return { close() {}, show() {} };

    const combo = combobox.create(input, list, {
      onText: suggest, onChoose: choose, onEnter: (text) => choose(text.trim()),
    });
    input.addEventListener("focus", towns.open, { once: true });

    /** Offer what a text may mean. */
    async function suggest(text) {
      const index = await towns.open();
      if (input.value !== text || document.activeElement !== input) return;
      const { same = [], begin = [], near = [] } = index?.find(text) ?? {};
      const there = [...same, ...begin];
      combo.offer([...there, ...near].slice(0, OFFERED)
        .map((one) => ({ value: one.id, parts: townsaid.option(one) })));
      if (!text.trim()) return;
      const key = index ? there.length ? "count" : "none" : "unable";
      page.announce(i18n.text(`find.${key}`, { count: there.length }));
    }

    /** Look a text or an id up, and go there. */
    function choose(text) {
      if (!text) return;
      const { at, find } = store.get();
      if (find === null) left = at;
      if (matchMedia("(pointer: coarse)").matches) input.blur();
      asked = null;
      store.change({ find: text.slice(0, townnames.LONGEST), at: null });
    }

    function close() {
      const inside = box.contains(document.activeElement);
      store.change({ find: null, at: store.get().at ?? left });
      left = null;
      if (inside) input.focus({ preventScroll: true });
    }

    async function look(text, going) {
      const index = await towns.open();
      if (store.get().find !== text) return;
      const named = index?.byId.get(text);
      const { same = [], begin = [], near = [] } = index?.find(named?.title ?? text) ?? {};
      const town = named ?? same[0];
      found = {
        index, town, same: same.filter((one) => one !== town),
        near: [...begin, ...near].slice(0, townnames.NEAREST),
      };
      if (town) {
        asked = town.id;
        [input.value] = titles.today(town);
        store.change({ find: asked });
      }
      write();
      /* Not the forms of its name: what is only heard has no marks of language. */
      page.announce(town ? `${input.value}. ${box.querySelector("ul").innerText}`
        : [box.querySelector("p").innerText, ...found.near.map((one) => titles.today(one)[0])].join(" "));
      if (town && going) page.camera.keep([town, ...nearest(store.derived())]);
      page.view.name();
    }

    /** The nearest point of each plan that the first map shows. */
    function nearest(now) {
      const drawn = now.view === "side" ? [data.plans[0].id] : now.show;
      return townsaid.about(found.town, data, now).filter(({ plan }) => drawn.includes(plan.id))
        .map(({ near: [{ point }] }) => point);
    }

    /** A word, and buttons for some towns; nothing where there are none. */
    function offer(key, some) {
      return some.length ? element("p", {}, i18n.text(key), some.flatMap((one) => {
        const button = element("button", { type: "button", class: "link-button" }, townsaid.option(one));
        button.addEventListener("click", () => choose(one.id));
        return [" ", button];
      })) : null;
    }

    /** Write what was found, and mark it on the map. */
    function write() {
      const now = store.derived();
      told = JSON.stringify(FOLLOWED.map((name) => now[name]));
      const { index, same, near, town } = found;
      const closing = element("button", { type: "button", class: "close", "aria-label": i18n.text("card.close") }, "×");
      closing.addEventListener("click", close);
      const inside = box.contains(document.activeElement);
      const [title, lang] = town ? titles.today(town) : [`“${now.find}”`];
      const parts = town ? [...townsaid.body(town, data, now), offer("find.namesakes", same)]
        : [element("p", {}, i18n.text(index ? "find.none" : "find.unable")), offer("find.near", near),
          index && index.count < index.all ? element("p", { class: "aside" }, i18n.text("find.part", index)) : null];
      dom.fill(box, closing, element("h2", { id: "town-title", lang, dir: "auto" }, title), ...parts);
      box.hidden = false;
      if (inside) closing.focus({ preventScroll: true });
      mark ??= townmark.create(page.map);
      mark.draw(town, title, town ? nearest(now) : []);
    }

    function clear() {
      found = null;
      box.hidden = true;
      input.value = "";
      mark?.draw(null);
      page.camera.keep(null);
    }

    /** Follow the state. A link that says where the map stands is followed too. */
    function show(now) {
      dom.give(input, "placeholder", i18n.text("find.label"));
      if (now.find !== asked) {
        asked = now.find;
        if (asked === null) clear();
        else look(asked, now.at === null);
      } else if (found && told !== JSON.stringify(FOLLOWED.map((name) => now[name]))) write();
    }

    return { close, show };
  }

  return { create };
});
