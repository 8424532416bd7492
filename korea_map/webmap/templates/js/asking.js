/* What a step of the walk has beside its text: bars that fill, a question with its answer, names
   in doubt one at a time, a chain letter by letter. */
"use strict";

koreaMap.define("asking", [
  "certainty", "dom", "doubts", "i18n", "letters", "rivals", "symbols", "titles",
], (
  certainty, dom, doubts, i18n, letters, rivals, symbols, titles,
) => {
  const { element } = dom;

  function button(words, press, more = {}) {
    const node = element("button", { type: "button", class: "small", ...more }, words);
    node.addEventListener("click", press);
    return node;
  }

  function create(page) {
    const { data, store } = page;
    const box = document.getElementById("walk-more");
    let given = null;

    /** The marks of the plans of a step, where some have no zones by which they are known. */
    function keys({ show, ghosts = [] }) {
      const pale = ghosts.map((id) => [symbols.key(id), " ",
        i18n.text("walk.pale", { plan: i18n.text(`plan.${id}.title`) })]);
      const plain = show.some((id) => data.plan[id].readings === null)
        ? show.map((id) => [symbols.key(id), " ", i18n.text(`plan.${id}.title`)]) : [];
      const all = [...plain, ...pale];
      return all.length ? [element("ul", { class: "keys" }, all.map((parts) => element("li", {}, parts)))] : [];
    }

    /** The bars of the plans that grow; elsewhere on the page they may be out of sight. */
    function bars(step) {
      if (step.from === undefined) return [];
      return step.show.flatMap((id) => dom.all(`.masthead .plan-${CSS.escape(id)} .bars`).map((list) =>
        element("div", { class: `plan-${id} growing` }, list.cloneNode(true))));
    }

    /** What readers may answer, and what the document's story answers; hidden until asked for. */
    function question(step) {
      if (!i18n.has(`step.${step.id}.answer`)) return [];
      const told = element("div", { class: "answer", role: "status" });
      const choices = (step.choices ?? [null]).map((name) => button(
        name === null ? i18n.text("walk.ask") : i18n.text(`step.${step.id}.choice.${name}`),
        () => answer(name), { "data-choice": name ?? "", "aria-pressed": "false" },
      ));
      return [element("div", { class: "choices" }, choices), told];
    }

    /** Tell the answer of the present step, as the reader chose, or because it was asked for. */
    function answer(name = null) {
      const step = page.steps[store.get().step - 1];
      if (!step || !i18n.has(`step.${step.id}.answer`)) {
        next();
        return;
      }
      given = { step: step.id, name };
      for (const choice of dom.all("[data-choice]", box)) {
        choice.setAttribute("aria-pressed", String(choice.dataset.choice === (name ?? "")));
      }
      dom.fill(box.querySelector(".answer"),
        element("p", {}, dom.rich(i18n.marked(`step.${step.id}.answer`))));
    }

    /** A button for each name in doubt among the plans of a step, and what it could be. */
    function choices(step) {
      if (step.rivals !== "each") return [];
      const names = doubts.among(data).filter((point) => step.show.includes(point.plan));
      if (!names.length) return [];
      return [
        element("div", { class: "choices", role: "group", "aria-label": i18n.text("doubt.heading") },
          names.map((point) => button(
            [element("span", { lang: point.toponym_lang, dir: "auto" }, point.toponym), ` ${certainty.sign(point)}`],
            () => doubt(point), { "data-doubt": point.id, "data-point": point.id },
          ))),
        element("p", { class: "doubted", role: "status" }),
      ];
    }

    function doubt(point) {
      const chosen = store.get().doubt === point.id ? null : point.id;
      store.change({ doubt: chosen });
      if (chosen) page.camera.reveal(page.camera.family(point));
      else page.walk.look();
    }

    /** Show the next name in doubt, and after the last none. */
    function next() {
      const chips = dom.all("[data-doubt]", box);
      const at = chips.findIndex((chip) => chip.dataset.doubt === store.get().doubt);
      chips[at < 0 ? 0 : Math.min(at + 1, chips.length - 1)]?.click();
    }

    /** Mark the name in doubt that is shown, and say what it could be. */
    function mark({ doubt: id }) {
      for (const chip of dom.all("[data-doubt]", box)) {
        chip.setAttribute("aria-pressed", String(chip.dataset.doubt === id));
      }
      const told = box.querySelector(".doubted");
      const point = page.point(id);
      if (!told) return;
      dom.write(told, !point ? "" : [
        `${point.toponym}: ${titles.today(point)[0]}, ${certainty.word(point)}`,
        ...rivals.said(point, data.places),
      ].join("; "));
    }

    /** Bring what a step has beside its text; what was answered there stays. */
    function show(now) {
      const step = page.steps[now.step - 1];
      dom.fill(box, ...keys(step), ...bars(step), ...question(step), ...choices(step),
        ...(step.chain ? letters.tell(step.chain, page) : []));
      if (given?.step === step.id) answer(given.name);
      else given = null;
      mark(now);
    }

    return { answer, mark, show };
  }

  return { create };
});
