/* The page within another page: the map, a bar, and sheets for what stands below it elsewhere. */
"use strict";

koreaMap.define("frame", ["dom", "i18n", "links", "scroller", "state"], (
  dom, i18n, links, scroller, state,
) => {
  /* What a sheet shows, by the name that its button has. */
  const SHEETS = {
    whatif: ".whatif", points: "#points", doubt: ".doubt", code: "#embed-take",
    take: "#view-take", sources: ".sources",
  };
  const root = document.documentElement;
  const node = (id) => document.getElementById(id);

  /** The code of a frame with a view. */
  function code(src, title) {
    const attributes = {
      src, title, width: "100%", height: "640", sandbox: "allow-scripts allow-downloads",
      loading: "lazy",
    };
    const written = Object.entries(attributes).map(([name, value]) =>
      `${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`);
    return `<iframe ${written.join(" ")}></iframe>`;
  }

  function create(page) {
    /* Whether something stands beside the map; the sheet that is open, and where it came from. */
    let aside = false;
    let open = null;
    let home = null;
    let told = "";
    let step = null;

    function embedded() {
      return root.classList.contains("embed");
    }

    /** Let the map have what the bar or a sheet leaves of the frame. */
    function makeRoom({ find, place, step }) {
      const wanted = embedded() && (open !== null || [find, place, step].some((one) => one !== null));
      if (wanted === aside) return;
      aside = wanted;
      root.classList.toggle("with-side", aside);
      page.camera.measure();
    }

    /** Put what a sheet shows back to where it stands on the page. */
    function putBack() {
      if (!open) return;
      home.replaceWith(open.part);
      open.part.querySelector("h2, h3").removeAttribute("aria-level");
      node("frame-sheet").hidden = true;
      open.button?.setAttribute("aria-expanded", "false");
      open = null;
    }

    function close() {
      const button = open?.button;
      putBack();
      makeRoom(page.store.get());
      (button?.isConnected ? button : page.map.getContainer()).focus({ preventScroll: true });
    }

    function show(name, button = null) {
      const part = document.querySelector(SHEETS[name]);
      if (!part) return;
      putBack();
      if (page.store.get().place !== null) page.store.change({ place: null });
      home = document.createComment(name);
      part.replaceWith(home);
      open = { name, part, button };
      const sheet = node("frame-sheet");
      node("frame-sheet-body").append(part);
      const heading = part.querySelector("h2, h3");
      heading.id ||= `head-${name}`;
      heading.tabIndex = -1;
      heading.setAttribute("aria-level", "2");
      sheet.setAttribute("aria-labelledby", heading.id);
      sheet.hidden = false;
      sheet.scrollTop = 0;
      button?.setAttribute("aria-expanded", "true");
      makeRoom(page.store.get());
      heading.focus({ preventScroll: true });
    }

    /** Go to a part of the page without moving what holds the page. */
    function visit(id) {
      const target = node(id);
      if (!target) return;
      if (embedded()) {
        const sheet = Object.keys(SHEETS).find((name) => target.closest(SHEETS[name]));
        if (sheet && open?.name !== sheet) show(sheet);
      }
      if (target.tabIndex < 0) target.tabIndex = -1;
      target.focus({ preventScroll: true });
      scroller.bring(target, { block: "start" });
    }

    /** Give the walk's button its place on the map, or the one that it has on the page. */
    function lendButton() {
      const button = node("start-walk");
      const label = button?.querySelector("[data-t]");
      if (!button) return () => {};
      const [place, words] = [document.createComment("start-walk"), label?.dataset.t];
      const name = (key) => {
        if (!label) return;
        label.dataset.t = key;
        label.textContent = i18n.text(key, { count: page.steps.length });
      };
      button.replaceWith(place);
      node("frame-start").append(button);
      name("action.start");
      return () => {
        place.replaceWith(button);
        name(words);
      };
    }

    /** Show the page as it is without a frame. */
    function leave() {
      putBack();
      giveBack();
      root.classList.remove("embed");
      makeRoom(page.store.get());
      page.camera.measure();
    }

    /** Follow the state: a place or a step takes the room of a sheet; the code is of this view. */
    function update(now) {
      if (open && [now.find, now.place, now.step].some((one) => one !== null)) putBack();
      makeRoom(now);
      if (embedded() && step !== now.step) walk.scrollTop = 0;
      step = now.step;
      const text = node("embed-code");
      const link = state.format(page.store.get(), page.known);
      /* What the browser still reads is written when it has read it: see `finish` in app.js. */
      if (!text || document.readyState === "loading" || told === `${now.language} ${link}`) return;
      told = `${now.language} ${link}`;
      text.textContent = code(`${links.address()}?embed${link}`, i18n.text("document-title"));
    }

    /** Show at the foot of the walk's box whether its text goes on below. */
    function cue() {
      const { clientHeight, scrollHeight, scrollTop } = walk;
      walk.classList.toggle("cut", scrollHeight - clientHeight - scrollTop > 2);
    }

    const { walk } = page.nodes;
    if (embedded()) {
      const growth = new ResizeObserver(cue);
      for (const part of [walk, ...walk.children]) growth.observe(part);
      walk.addEventListener("scroll", cue, { passive: true });
    }
    const giveBack = embedded() ? lendButton() : () => {};
    for (const button of dom.all("[data-sheet]")) {
      button.addEventListener("click", () => {
        if (open?.button === button) close();
        else show(button.dataset.sheet, button);
      });
    }
    node("frame-sheet-close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      close();
    }, { capture: true });
    window.addEventListener("beforeprint", putBack);

    return { leave, update, visit };
  }

  return { code, create };
});
