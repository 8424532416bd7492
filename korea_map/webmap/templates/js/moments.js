/* The small maps of the moments: pressed, each shows itself alone on the large one. Places in the
   table beside them light up and open. */
"use strict";

koreaMap.define("moments", ["dom", "i18n", "names"], (dom, i18n, names) => {
  function isShown({ show, view, rivals }, plans) {
    return view === "over" && !rivals && show.join() === plans;
  }

  /** Mark the moment that the map shows alone, if there is one. */
  function update(now) {
    for (const button of dom.all("button.moment")) {
      dom.give(button, "aria-pressed", String(isShown(now, button.dataset.moment)));
    }
  }

  /** Show the plans of a moment, and nothing else, on the whole map. */
  function turn(button, { announce, camera, store }) {
    const show = button.dataset.moment.split(",");
    store.change({ show, step: null, place: null, rivals: false, view: "over" });
    camera.home();
    camera.comeBack();
    announce(i18n.text("matrix.now", {
      when: button.querySelector("[data-date]").textContent,
      titles: show.map((plan) => i18n.text(`plan.${plan}.title`)).join("; "),
    }));
  }

  /** What stands in the document as text, as a button that does something. */
  function quicken(node, name, act) {
    const button = dom.element("button", { type: "button", class: name });
    Object.assign(button.dataset, node.dataset);
    button.append(...node.childNodes);
    button.addEventListener("click", () => act(button));
    node.replaceWith(button);
  }

  function attach(page) {
    const { data, point } = page;
    for (const node of dom.all(".moment")) {
      quicken(node, "moment", (button) => turn(button, page));
    }
    const together = new Map();
    for (const one of data.points.filter(({ lat }) => lat !== null)) {
      const place = one.place_id ?? one.id;
      together.set(place, [...together.get(place) ?? [], one.id]);
    }
    const open = (rows) => {
      for (const node of dom.all("[data-open]", rows)) {
        const { id, place_id: place } = point(node.dataset.open);
        const ids = together.get(place ?? id);
        node.closest("tr").dataset.point = ids.join(" ");
        /* The page hears of the press after this. */
        quicken(node, "link-button", (button) => { button.dataset.open = names.chosen(ids, page); });
      }
    };
    /* A long table is done part by part, so that the page answers in between. */
    for (const [number, part] of dom.all(".matrix table").entries()) {
      if (number) setTimeout(open, 0, part);
      else open(part);
    }
  }

  return { attach, update };
});
