/* The state in the address: written as the reader changes it, read when it is changed there. */
"use strict";

koreaMap.define("links", ["state", "translate"], (state, translate) => {
  /** Whether a fragment names a part of the page and holds no state. */
  function elsewhere(hash) {
    return hash !== "" && !hash.includes("=");
  }

  /** Whether a state's link takes the place of what the address ends with. */
  function replaces(hash, written) {
    return hash !== written && !(hash === "" && elsewhere(written));
  }

  /** Whether an address that changed asks for another state. */
  function asks(hash, written) {
    return hash !== written && !elsewhere(hash);
  }

  function create(page) {
    const { known, store } = page;
    let written = location.hash;

    function remember(now) {
      const hash = state.format(now);
      if (!replaces(hash, written)) return;
      written = hash;
      try {
        history.replaceState(null, "", hash || location.pathname + location.search);
      } catch {
        /* A sandboxed page has no history of its own: the link is simply not written. */
      }
    }

    function follow() {
      if (!asks(location.hash, written)) return;
      written = location.hash;
      const next = state.parse(location.hash, known);
      if (next.lang) translate.speak(next.lang, page);
      else next.lang = store.get().lang;
      store.note({ lang: next.lang });
      if (next.step) page.walk.goTo(next.step, false);
      else store.change(next);
      if (next.step && next.place) store.change({ place: next.place });
    }

    return { follow, remember };
  }

  return { asks, create, replaces };
});
