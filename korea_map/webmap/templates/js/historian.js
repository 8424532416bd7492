/* Be the historian: the evidence of a doubtful name piece by piece, the reader's judgement, and
   only then that of the map. Nothing is scored, stored or put into a link. */
"use strict";

koreaMap.define("historian", [
  "certainty", "chain", "dom", "doubts", "i18n", "pieces", "rivals", "scroller", "titles",
], (certainty, chain, dom, doubts, i18n, pieces, rivals, scroller, titles) => {
  const { element, give } = dom;
  const WORDS = ["certain", "less-certain", "uncertain"].map((word) => `certainty.${word}`);

  function button(id, words, press, more = {}) {
    const made = element("button", { type: "button", id, ...more }, words);
    made.addEventListener("click", press);
    return made;
  }

  function quoted(text, { sources, written }) {
    return element("span", { lang: written, dir: "auto" }, chain.sourced(text, sources));
  }

  /** What there is for and against a point, each piece as nodes, in the order of showing. */
  function gather(point, data) {
    const words = WORDS.map((key) => data.messages[data.written]?.[key]).filter(Boolean);
    const way = [i18n.text("card.chain"), chain.links(point.chain, data.link_langs),
      ...chain.reconstructed(point.chain, data)].filter(Boolean);
    return [
      ...(point.chain.length > 1 ? [way] : []),
      ...pieces.sentences(point.evidence, data.written)
        .filter((sentence) => !pieces.weighs(sentence, words))
        .map((sentence) => [quoted(sentence, data)]),
      ...rivals.said(point, data.places).map((rival) => [rival]),
    ];
  }

  function listen(page) {
    const { data, nodes: { historian: box } } = page;
    const entry = document.getElementById("judge");
    if (!box) return;
    let point = null;

    /* Classes, since a style that looks for them by `:has()` is asked at every change of the page. */
    function mark() {
      const judging = box.classList.contains("judging") && !box.closest(".embed .panel");
      document.documentElement.classList.toggle("judging", judging);
      box.parentElement.classList.toggle("weighing", !box.hidden);
    }

    /* A frame shows it and puts it away. */
    new ResizeObserver(mark).observe(box);

    function reveal(mine, told) {
      box.classList.remove("judging");
      mark();
      const ours = certainty.word(point);
      dom.fill(told,
        element("p", { role: "status", class: "strong" }, i18n.text("judge.told", { mine, ours })),
        element("p", {}, quoted(point.evidence, data)),
        element("ul", {}, rivals.said(point, data.places).map((rival) => element("li", {}, rival))),
        element("button", { type: "button", class: "link-button", "data-open": point.id },
          i18n.text("table.open", { written: point.toponym })));
      page.camera.comeBack();
      page.camera.reveal(page.camera.family(point));
      scroller.bring(told);
    }

    function draw() {
      const all = gather(point, data);
      const list = element("ol", { "aria-live": "polite" });
      const told = element("div");
      const next = button("judge-next", "", () => {
        more();
        scroller.bring(next);
      });
      const more = () => {
        if (list.childElementCount < all.length) {
          list.append(element("li", {}, all[list.childElementCount]));
        }
        const at = list.childElementCount;
        next.textContent = i18n.text("judge.next", { at, count: all.length });
        give(next, "aria-disabled", String(at === all.length));
      };
      const tell = button("judge-tell", i18n.text("judge.tell"), () => {
        const chosen = box.querySelector(":checked");
        if (chosen) reveal(i18n.text(chosen.value), told);
      }, { "aria-disabled": "true" });
      const choice = element("fieldset", {}, element("legend", {}, i18n.text("judge.ask")),
        WORDS.map((key) => element("label", {},
          element("input", { type: "radio", name: "judged", value: key }), i18n.text(key))));
      choice.addEventListener("change", () => give(tell, "aria-disabled", "false"));
      const title = i18n.marked("judge.title", {
        written: point.toponym, title: titles.today(point)[0],
      });
      more();
      dom.fill(box,
        button("judge-close", "×", shut, { class: "close", "aria-label": i18n.text("card.close") }),
        element("h3", { id: "judge-title", tabindex: "-1" }, dom.rich(title)),
        list, element("p", { class: "actions" }, next), choice,
        element("p", { class: "actions" }, tell, button("judge-other", i18n.text("judge.other"), other)),
        told);
      box.classList.add("judging");
      box.hidden = false;
      mark();
      box.scrollTop = 0;
    }

    /** Begin with the first doubtful name, or go on to the one after the present. */
    function other() {
      const all = doubts.among(data);
      point = all[(all.indexOf(point) + 1) % all.length];
      draw();
      page.camera.comeBack();
      document.getElementById("judge-title").focus({ preventScroll: true });
      scroller.bring(box);
    }

    function shut() {
      point = null;
      box.hidden = true;
      box.classList.remove("judging");
      mark();
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
