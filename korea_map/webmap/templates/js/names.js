/* Names of the document as buttons, in its lists and in a text that a reader brings. */
"use strict";

koreaMap.define("names", ["dom"], (dom) => {
  /** The point that a name opens, of those that have it: one that is shown, or else the first. */
  function chosen(ids, page) {
    const { show } = page.store.get();
    return ids.find((id) => show.includes(page.point(id)?.plan)) ?? ids[0];
  }

  function button(text, ids) {
    return dom.element("button", { type: "button", class: "named", "data-point": ids.join(" ") }, text);
  }

  /** Let every name open its card, now and later; without scripts those of the lists are text. */
  function listen(page) {
    for (const name of dom.all(".named:disabled")) name.disabled = false;
    document.addEventListener("click", ({ target }) => {
      const name = target.closest(".named");
      if (name) page.cards.summon(chosen(name.dataset.point.split(" "), page), name);
    });
  }

  return { button, chosen, listen };
});
