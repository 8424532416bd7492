/* Be the historian: the evidence of a doubtful name piece by piece, the reader's judgement, and
   only then that of the map. Nothing is scored, stored or put into a link. */
"use strict";

koreaMap.define("historian", [
  "certainty", "chain", "dom", "doubts", "i18n", "pieces", "scroller", "titles",
], (certainty, chain, dom, doubts, i18n, pieces, scroller, titles) => {
  const { element } = dom;
  const WORDS = ["certain", "less-certain", "uncertain"].map((word) => `certainty.${word}`);

  function button(id, words, press) {
    const made = element("button", { type: "button", id }, words);
    made.addEventListener("click", press);
    return made;
  }

  /** What there is for and against a point, as nodes in the order in which they are shown. */
  function gather(point, data) {
    const words = WORDS.map((key) => data.messages[data.written]?.[key]).filter(Boolean);
    const told = pieces.sentences(point.evidence, data.written)
      .filter((sentence) => !pieces.weighs(sentence, words));
    return [
      point.chain.length > 1 ? [i18n.text("card.chain"), chain.links(point.chain, data.link_langs),
        ...chain.reconstructed(point.chain, data)] : null,
      ...told.map((sentence) =>
        [element("span", { lang: data.written, dir: "auto" }, chain.sourced(sentence, data.sources))]),
      ...others(point, data),
    ].filter(Boolean);
  }

  function others(point, data) {
    return point.rivals.filter(({ id }) => data.places[id]).map(({ id, km }) => [
      i18n.text("doubt.rival", { title: titles.place(data.places[id]), distance: i18n.distance(km) }),
    ]);
  }

  function listen(page) {
    const { data } = page;
    const box = document.getElementById("historian");
    const entry = document.getElementById("judge");
    if (!box) return;
    let point = null;

    function reveal(mine, told) {
      box.classList.remove("judging");
      dom.fill(told,
        element("p", { role: "status", class: "strong" }, i18n.text("judge.told", {
          mine: i18n.text(mine), ours: certainty.word(point),
        })),
        element("p", { lang: data.written, dir: "auto" }, chain.sourced(point.evidence, data.sources)),
        element("ul", {}, others(point, data).map((one) => element("li", {}, one))),
        element("button", { type: "button", class: "link-button", "data-open": point.id },
          i18n.text("table.open", { written: point.toponym })));
      page.camera.comeBack();
      page.camera.reveal([point, ...point.rivals.map(({ id }) => data.places[id]).filter(Boolean)]);
    }

    function draw() {
      const all = gather(point, data);
      const list = element("ol", { "aria-live": "polite" });
      const told = element("div", {});
      const next = button("judge-next", "", () => more());
      const tell = button("judge-tell", i18n.text("judge.tell"), () => {
        const chosen = box.querySelector(":checked")?.value;
        if (chosen) reveal(chosen, told);
      });
      const more = () => {
        const shown = list.childElementCount;
        if (shown < all.length) list.append(element("li", {}, all[shown]));
        const at = list.childElementCount;
        next.textContent = i18n.text("judge.next", { at, count: all.length });
        dom.give(next, "aria-disabled", String(at === all.length));
      };
      more();
      dom.give(tell, "aria-disabled", "true");
      const title = element("h3", { id: "judge-title", tabindex: "-1" }, dom.rich(i18n.text(
        "judge.title", { written: `*${point.toponym}*`, title: titles.today(point)[0] })));
      const close = button("judge-close", "×", shut);
      dom.give(close, "aria-label", i18n.text("card.close"));
      close.className = "close";
      const choice = element("fieldset", {}, element("legend", {}, i18n.text("judge.ask")),
        WORDS.map((key) => element("label", {},
          element("input", { type: "radio", name: "judged", value: key }), i18n.text(key))));
      choice.addEventListener("change", () => dom.give(tell, "aria-disabled", "false"));
      dom.fill(box, close, title, list, element("p", { class: "actions" }, next), choice,
        element("p", { class: "actions" }, tell, button("judge-other", i18n.text("judge.other"), other)), told);
      box.classList.add("judging");
      box.hidden = false;
      box.scrollTop = 0;
    }

    function begin(another) {
      point = another;
      draw();
      page.camera.comeBack();
      document.getElementById("judge-title").focus({ preventScroll: true });
      scroller.bring(box);
    }

    function other() {
      const all = doubts.among(data);
      begin(all[(all.indexOf(point) + 1) % all.length]);
    }

    function shut() {
      point = null;
      box.hidden = true;
      dom.fill(box);
      page.camera.refit(page.point(page.store.get().place));
      entry.focus({ preventScroll: true });
      scroller.bring(entry);
    }

    entry.addEventListener("click", other);
    /* Before a sheet of the frame or the card hears of it. */
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.contains(event.target)) return;
      event.stopPropagation();
      shut();
    }, { capture: true });
    document.addEventListener("click", ({ target }) => {
      if (point && target.closest("[data-lang]")) draw();
    });
  }

  return { gather, listen };
});
