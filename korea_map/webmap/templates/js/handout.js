/* The page on paper: what the reader asked to see is drawn there, and said. */
"use strict";

koreaMap.define("handout", ["dom", "sheet", "take", "titles"], (dom, sheet, take, titles) => {
  const root = document.documentElement;
  const node = (id) => document.getElementById(id);

  /** Put on paper what is set, and the view in the place of the figure if another was asked for. */
  function prepare(page) {
    page.growing.stop();
    const now = page.store.derived();
    dom.fill(node("printed"), sheet.sentences(page, now, true).map((text) =>
      dom.element("p", {}, dom.rich(text))));
    const drawing = sheet.asked(page) ? take.view(page, false) : null;
    root.classList.toggle("print-view", drawing !== null);
    dom.fill(node("printed-view"), drawing ? [drawing, sheet.keys(page, now)] : []);
    node("printed-link").textContent = sheet.found(page);
    for (const name of dom.all(".drawing [data-called]")) {
      name.textContent = titles.meant(page.point(name.dataset.called));
    }
  }

  /** Prepare the page whenever it is printed, and set the buttons to work. */
  function attach(page) {
    window.addEventListener("beforeprint", () => prepare(page));
    window.addEventListener("afterprint", () => {
      root.classList.remove("print-table", "print-view");
      page.store.change({});
    });
    document.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]")?.dataset.act;
      if (act !== "print" && act !== "print-table") return;
      root.classList.toggle("print-table", act === "print-table");
      window.print();
    });
  }

  return { attach };
});
