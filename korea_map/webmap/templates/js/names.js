/* Names of the document as buttons, in its lists and in a text that a reader brings. */
"use strict";

koreaMap.define("names", ["dom"], (dom) => {
  /** The point that a name opens, of those that have it: one that is shown, or else the first. */
  function chosen(ids, page) {
    const { show } = page.store.get();
    return ids.find((id) => show.includes(page.point(id)?.plan)) ?? ids[0];
  }

  function button(ids, ...content) {
    const given = { type: "button", class: "named", "data-point": ids.join(" ") };
    return dom.element("button", given, content);
  }

  function quicken(root) {
    for (const name of dom.all("span.named", root)) {
      name.replaceWith(button([name.dataset.point], ...name.childNodes));
    }
  }

  /** Let every name open its card, now and later; without scripts those of the lists are text. */
  function listen(page) {
    for (const list of dom.all(".list")) {
      if (list.open === false) list.addEventListener("toggle", () => quicken(list), { once: true });
      else quicken(list);
    }
    document.addEventListener("click", ({ target }) => {
      const name = target.closest(".named");
      if (name) page.cards.summon(chosen(name.dataset.point.split(" "), page), name);
    });
  }

  return { button, chosen, listen };
});
